"""The SQL that Today is read with, as the prebuilt statements give it. Written by
``python -m tests.storage.write_first_screen``; not by hand."""

BOOK = "SELECT book.uid, book.name, book.zone, book.practice, book.created_at, book.protected FROM book"

SESSIONS = (
    'SELECT session.id, session.uid, series.group_id, "group".uid AS group_uid, "group".title AS group_title, CASE '
    'WHEN (session.title != \'\') THEN session.title ELSE "group".title END AS title, "group".attendance, '
    '"group".enrolment, coalesce(session.curriculum_id, "group".curriculum_id) AS curriculum_id, series.zone, '
    "session.original_local, session.start_local, session.starts_at, session.ends_at, session.minutes, "
    "session.status, session.lesson, session.lesson_title, session.room_id, room.name AS room, site.name AS site, "
    "session.reason, session.sequence, session.created_at, session.updated_at, session.started_at, "
    'session.ended_at, CASE WHEN (session.mode IS NOT NULL) THEN session.mode ELSE "group".mode END AS mode, '
    "session.last_lesson, session.part, session.parts, series.lessons, session.version FROM session JOIN series ON "
    'series.id = session.series_id JOIN "group" ON "group".id = series.group_id LEFT OUTER JOIN room ON room.id = '
    "session.room_id LEFT OUTER JOIN site ON site.id = room.site_id WHERE session.id IN (SELECT around.id FROM "
    "session AS around WHERE around.local_date BETWEEN :first AND :last UNION SELECT seen.id FROM session AS seen "
    "WHERE seen.status IN (1, 2) AND seen.status = 2 UNION SELECT newest.id FROM (SELECT seen.id AS id FROM session"
    " AS seen WHERE seen.status IN (1, 2) AND seen.status = 1 AND seen.ends_at <= :now ORDER BY seen.ends_at DESC, "
    "seen.id DESC LIMIT :most OFFSET 0) AS newest) ORDER BY session.starts_at, session.id"
)

LEADERS = (
    "SELECT session_facilitator.session_id, facilitator.name, whose_place.name AS instead_of FROM "
    "session_facilitator JOIN session ON session.id = session_facilitator.session_id JOIN series ON series.id = "
    "session.series_id JOIN facilitator ON facilitator.id = session_facilitator.facilitator_id LEFT OUTER JOIN "
    "facilitator AS whose_place ON whose_place.id = session_facilitator.for_facilitator_id WHERE "
    "session_facilitator.cancelled IS 0 AND session.id IN (SELECT around.id FROM session AS around WHERE "
    "around.local_date BETWEEN :first AND :last UNION SELECT seen.id FROM session AS seen WHERE seen.status IN (1, "
    "2) AND seen.status = 2 UNION SELECT newest.id FROM (SELECT seen.id AS id FROM session AS seen WHERE "
    "seen.status IN (1, 2) AND seen.status = 1 AND seen.ends_at <= :now ORDER BY seen.ends_at DESC, seen.id DESC "
    "LIMIT :most OFFSET 0) AS newest) ORDER BY session_facilitator.session_id, session_facilitator.position, "
    "facilitator.id"
)

TALLIES = (
    "SELECT attendance.session_id, sum(CASE WHEN attendance.expected THEN 1 ELSE 0 END) AS expected, sum(CASE WHEN "
    "(attendance.status IN (1, 2, 3)) THEN 1 ELSE 0 END) AS present, count(attendance.status) AS marked, sum(CASE "
    "WHEN (attendance.expected = 1 AND attendance.status IS NULL) THEN 1 ELSE 0 END) AS to_mark FROM attendance "
    "JOIN session ON session.id = attendance.session_id JOIN series ON series.id = session.series_id WHERE "
    "session.id IN (SELECT around.id FROM session AS around WHERE around.local_date BETWEEN :first AND :last UNION "
    "SELECT seen.id FROM session AS seen WHERE seen.status IN (1, 2) AND seen.status = 2 UNION SELECT newest.id "
    "FROM (SELECT seen.id AS id FROM session AS seen WHERE seen.status IN (1, 2) AND seen.status = 1 AND "
    "seen.ends_at <= :now ORDER BY seen.ends_at DESC, seen.id DESC LIMIT :most OFFSET 0) AS newest) GROUP BY "
    "attendance.session_id"
)

HEADCOUNTS = (
    "SELECT headcount.session_id, headcount.people FROM headcount JOIN session ON session.id = headcount.session_id"
    " JOIN series ON series.id = session.series_id WHERE session.id IN (SELECT around.id FROM session AS around "
    "WHERE around.local_date BETWEEN :first AND :last UNION SELECT seen.id FROM session AS seen WHERE seen.status "
    "IN (1, 2) AND seen.status = 2 UNION SELECT newest.id FROM (SELECT seen.id AS id FROM session AS seen WHERE "
    "seen.status IN (1, 2) AND seen.status = 1 AND seen.ends_at <= :now ORDER BY seen.ends_at DESC, seen.id DESC "
    "LIMIT :most OFFSET 0) AS newest)"
)

TO_COME = (
    "SELECT session.id, count(*) AS enrolled, count(*) - count(attendance.status) AS to_mark FROM session JOIN "
    'series ON series.id = session.series_id JOIN "group" ON "group".id = series.group_id JOIN enrolment ON '
    "enrolment.group_id = series.group_id AND enrolment.waitlisted IS 0 AND enrolment.starts_on <= "
    "session.local_date AND (enrolment.ends_on IS NULL OR enrolment.ends_on >= session.local_date) LEFT OUTER JOIN "
    "attendance ON attendance.session_id = session.id AND attendance.person_id = enrolment.person_id WHERE "
    "\"group\".enrolment = 'closed' AND (session.status NOT IN (3, 4, 5)) AND NOT (EXISTS (SELECT * FROM person_away "
    "WHERE person_away.person_id = enrolment.person_id AND person_away.first <= session.local_date AND "
    "(person_away.last IS NULL OR person_away.last >= session.local_date))) AND session.id IN (SELECT around.id "
    "FROM session AS around WHERE around.local_date BETWEEN :first AND :last UNION SELECT seen.id FROM session AS "
    "seen WHERE seen.status IN (1, 2) AND seen.status = 2 UNION SELECT newest.id FROM (SELECT seen.id AS id FROM "
    "session AS seen WHERE seen.status IN (1, 2) AND seen.status = 1 AND seen.ends_at <= :now ORDER BY seen.ends_at"
    " DESC, seen.id DESC LIMIT :most OFFSET 0) AS newest) GROUP BY session.local_date, session.id"
)

WAITING = (
    "SELECT count(*) AS number, (SELECT seen.local_date FROM session AS seen WHERE seen.status IN (1, 2) AND "
    "seen.status = 1 AND seen.ends_at <= :now ORDER BY seen.ends_at, seen.id LIMIT 1 OFFSET 0) AS oldest FROM "
    "session AS seen WHERE seen.status IN (1, 2) AND seen.status = 1 AND seen.ends_at <= :now"
)
