<?php
// Reads a calendar on stdin with sabre/vobject, the reader inside Nextcloud and Baïkal; prints JSON.

error_reporting(E_ALL & ~E_DEPRECATED);
require 'Sabre/VObject/includes.php';

$seen = [];
$utc = new DateTimeZone('UTC');
foreach (Sabre\VObject\Reader::read(stream_get_contents(STDIN))->VEVENT as $event) {
    $at = fn($name) => (clone $event->$name->getDateTime())->setTimezone($utc)->format('Y-m-d\TH:i\Z');
    // this edition (2.1) leaves what is escaped to its caller
    $title = strtr((string) $event->SUMMARY, ['\\,' => ',', '\\;' => ';', '\\\\' => '\\']);
    $seen[] = [
        (string) $event->UID, $at('DTSTART'), $at('DTEND'), $title, (string) $event->STATUS,
        (int) (string) $event->SEQUENCE,
    ];
}
echo json_encode($seen, JSON_UNESCAPED_UNICODE);
