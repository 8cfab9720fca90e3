/* The same events through libical: write_with_libical FILE answers each line on its standard input with the
 * milliseconds that building the components and writing them took; write_with_libical FILE once prints the calendar.
 *
 * FILE has an event a line, its values between tabs: uid, created, updated, sequence, status, zone, starts, ends,
 * summary, description, location. They are read before anything is timed.
 */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { UID, CREATED, UPDATED, SEQUENCE, STATUS, ZONE, STARTS, ENDS, SUMMARY, DESCRIPTION, LOCATION, FIELDS };
typedef char *Event[FIELDS];
static Event *events;
static size_t count;

static void read_events(const char *path) {
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t room = 0, held = 0;
    if (!file) exit(2);
    while (getline(&line, &room, file) > 0) {
        char *rest = strdup(line);
        rest[strcspn(rest, "\n")] = 0;
        if (count == held) events = realloc(events, (held = held ? held * 2 : 1024) * sizeof(Event));
        for (int field = 0; field < FIELDS; field++) events[count][field] = strsep(&rest, "\t");
        count++;
    }
    fclose(file);
}

static void in_zone(icalcomponent *event, icalproperty *property, const char *zone) {
    if (*zone) icalproperty_add_parameter(property, icalparameter_new_tzid(zone));
    icalcomponent_add_property(event, property);
}

static char *write_all(void) {
    icalcomponent *calendar = icalcomponent_new(ICAL_VCALENDAR_COMPONENT);
    icalcomponent_add_property(calendar, icalproperty_new_version("2.0"));
    icalcomponent_add_property(calendar, icalproperty_new_prodid("-//facilitator//group sessions//EN"));
    for (size_t at = 0; at < count; at++) {
        char **each = events[at];
        icalcomponent *event = icalcomponent_new(ICAL_VEVENT_COMPONENT);
        struct icaltimetype updated = icaltime_from_string(each[UPDATED]);
        icalcomponent_add_property(event, icalproperty_new_uid(each[UID]));
        icalcomponent_add_property(event, icalproperty_new_dtstamp(updated));
        icalcomponent_add_property(event, icalproperty_new_created(icaltime_from_string(each[CREATED])));
        icalcomponent_add_property(event, icalproperty_new_lastmodified(updated));
        icalcomponent_add_property(event, icalproperty_new_sequence(atoi(each[SEQUENCE])));
        icalcomponent_add_property(
            event, icalproperty_new_status(*each[STATUS] == 'X' ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED));
        in_zone(event, icalproperty_new_dtstart(icaltime_from_string(each[STARTS])), each[ZONE]);
        in_zone(event, icalproperty_new_dtend(icaltime_from_string(each[ENDS])), each[ZONE]);
        icalcomponent_add_property(event, icalproperty_new_summary(each[SUMMARY]));
        if (*each[DESCRIPTION]) icalcomponent_add_property(event, icalproperty_new_description(each[DESCRIPTION]));
        if (*each[LOCATION]) icalcomponent_add_property(event, icalproperty_new_location(each[LOCATION]));
        icalcomponent_add_component(calendar, event);
    }
    char *text = icalcomponent_as_ical_string_r(calendar);
    icalcomponent_free(calendar);
    return text;
}

int main(int argc, char **argv) {
    char *line = NULL;
    size_t room = 0;
    read_events(argv[1]);
    if (argc > 2) {
        fputs(write_all(), stdout);
        return 0;
    }
    while (getline(&line, &room, stdin) > 0) {
        struct timespec begun, done;
        clock_gettime(CLOCK_MONOTONIC, &begun);
        char *text = write_all();
        clock_gettime(CLOCK_MONOTONIC, &done);
        printf("%.3f\n", (done.tv_sec - begun.tv_sec) * 1e3 + (done.tv_nsec - begun.tv_nsec) / 1e6);
        fflush(stdout);
        free(text);
    }
    return 0;
}
