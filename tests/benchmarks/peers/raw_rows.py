"""Every session of a book as a line of JSON, straight through the driver: ``raw_rows.py BOOK KEY``."""

import json
import sys

from sqlcipher3 import dbapi2

ROWS = """
SELECT s.uid, g.uid, coalesce(nullif(s.title, ''), g.title), s.starts_at, s.ends_at, r.zone, s.status, s.lesson,
    s.lesson_title, room.name, site.name, s.minutes, s.reason,
    (SELECT json_group_array(f.name) FROM session_facilitator AS l JOIN facilitator AS f ON f.id = l.facilitator_id
        WHERE l.session_id = s.id),
    (SELECT sum(a.expected) FROM attendance AS a WHERE a.session_id = s.id),
    (SELECT count(*) FROM attendance AS a WHERE a.session_id = s.id AND a.status IN (1, 2, 3))
FROM session AS s JOIN series AS r ON r.id = s.series_id JOIN "group" AS g ON g.id = r.group_id
LEFT JOIN room ON room.id = s.room_id LEFT JOIN site ON site.id = room.site_id
ORDER BY s.starts_at, s.id
"""

book = dbapi2.connect(sys.argv[1])
book.execute("PRAGMA cipher_log_level=NONE")
book.execute(f"PRAGMA key=\"x'{sys.argv[2]}'\"")
for row in book.execute(ROWS):
    sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
book.close()
