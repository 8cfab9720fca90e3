"""Every command with its help, on one page: the module behind one is imported when it is called."""

from facilitator.cli.kit.command import Later, Noun

GROUP = {
    "preview": Later("facilitator.cli.scheduling.group_preview:preview", "Show the dates a rule makes; needs no book."),
    "find-time": Later("facilitator.cli.scheduling.find_time:find", "Find the best times for a group that is to be."),
    "add": Later("facilitator.cli.scheduling.group:add", "Schedule a group."),
    "list": Later("facilitator.cli.scheduling.group_show:list_", "List the groups."),
    "show": Later("facilitator.cli.scheduling.group_show:show", "Show a group, its roster and next sessions."),
    "change": Later(
        "facilitator.cli.scheduling.group_change:change",
        "Change a group: all its sessions to come, or one and those that follow.",
    ),
    "edition": Later(
        "facilitator.cli.scheduling.group_edition:edition",
        "Show what a newer edition of the group's curriculum changes, or take it.",
    ),
    "next": Later(
        "facilitator.cli.scheduling.group_change:next_", "Start the next cycle of a group from its last one."
    ),
    "end": Later("facilitator.cli.scheduling.group:end", "End a group: later sessions are cancelled, history stays."),
}
SESSION = {
    "list": Later("facilitator.cli.sessions.session_list:list_", "List sessions, today and 30 days on."),
    "show": Later("facilitator.cli.sessions.session:show", "Show a session with its agenda."),
    "start": Later("facilitator.cli.sessions.session:start", "Start a session and its agenda's clock."),
    "next": Later("facilitator.cli.sessions.session:next_", "Go to the next agenda item."),
    "end": Later("facilitator.cli.sessions.session:end", "End a session and close its attendance."),
    "move": Later("facilitator.cli.sessions.session_edit:move", "Move one session to another day or time."),
    "cancel": Later(
        "facilitator.cli.sessions.session_edit:cancel", "Cancel one session, or a whole day at a site, with a reason."
    ),
    "did-not-meet": Later(
        "facilitator.cli.sessions.session_edit:did_not_meet",
        "Note that a session did not meet.",
    ),
    "substitute": Later(
        "facilitator.cli.sessions.session_substitute:substitute",
        "Let somebody stand in for who was to lead one session.",
    ),
    "restore": Later(
        "facilitator.cli.sessions.session_edit:restore", "Bring a session back that was cancelled, or did not meet."
    ),
    "reopen": Later("facilitator.cli.sessions.session:reopen", "Open a session again that was ended by mistake."),
    "lesson": Later(
        "facilitator.cli.scheduling.session_lesson:lesson",
        "Choose the lesson of a session, by its number, key or title; without a choice, show what it has.",
    ),
    "minutes": Later(
        "facilitator.cli.scheduling.session_lesson:minutes",
        "Change how long one session lasts; its agenda is fitted anew.",
    ),
}
PERSON = {
    "add": Later("facilitator.cli.people.person:add", "Add a person."),
    "list": Later("facilitator.cli.people.person:list_", "List the people."),
    "show": Later("facilitator.cli.people.person_show:show", "Show a person, and the rosters they are on."),
    "import": Later("facilitator.cli.people.person_import:import_", "Add people from a CSV file, and enrol them."),
    "edit": Later("facilitator.cli.people.person_edit:edit", "Change a person."),
    "merge": Later(
        "facilitator.cli.people.person_merge:merge",
        "Make two rows of one person one: all of B's is A's then, and B's code leads to A.",
    ),
    "away": Later("facilitator.cli.people.person_away:away", "Note that somebody cannot come; why is not asked."),
    "export": Later(
        "facilitator.cli.people.person:export", "Write all that is held on one person, and nothing of anybody else."
    ),
}
CONSENT = {
    "add": Later("facilitator.cli.privacy.consent:add", "Keep a consent that somebody signed."),
    "list": Later("facilitator.cli.privacy.consent:list_", "List consents, and whether they are in force today."),
    "show": Later("facilitator.cli.privacy.consent:show", "Show all that a consent says."),
    "revoke": Later("facilitator.cli.privacy.consent:revoke", "End a consent because its person said so."),
    "event": Later("facilitator.cli.privacy.consent:event", "Note that the event came which ends a consent."),
}
DISCLOSURE = {
    "add": Later(
        "facilitator.cli.privacy.disclosure:add",
        "Write down what was told about a person, by word or on paper, and on which ground.",
    ),
    "emergency": Later(
        "facilitator.cli.privacy.disclosure:emergency",
        "Write up at once what was told to medical people in an emergency.",
    ),
    "list": Later("facilitator.cli.privacy.disclosure:list_", "List what was told about people."),
    "accounting": Later(
        "facilitator.cli.privacy.disclosure:accounting",
        "Account to a person for all that was told about them in the last six years.",
    ),
}
BOOK = {
    "show": Later(
        "facilitator.cli.privacy.protection:show", "Show whose book it is, and whether its records are protected."
    ),
    "protect": Later("facilitator.cli.privacy.protection:protect", "Protect the records of the book."),
    "unprotect": Later(
        "facilitator.cli.privacy.protection:unprotect",
        "Say that Part 2 does not protect the records of this program, and why.",
    ),
}
ATTENDANCE = {
    "show": Later("facilitator.cli.sessions.attendance:show", "Show who is expected and who came."),
    "mark": Later("facilitator.cli.sessions.attendance:mark", "Mark one person."),
    "undo": Later("facilitator.cli.sessions.attendance:undo", "Take the newest mark back."),
    "expect": Later(
        "facilitator.cli.sessions.attendance:expect", "Note that somebody of an open group said: count me in."
    ),
    "headcount": Later(
        "facilitator.cli.sessions.attendance:headcount", "Keep the number of people there, without names."
    ),
    "recount": Later(
        "facilitator.cli.sessions.recount:recount", "Count the minutes of older marks by the rule that holds now."
    ),
}
SITE = {
    "add": Later("facilitator.cli.agency.sites:add_site", "Add a site."),
    "list": Later("facilitator.cli.agency.sites:list_sites", "List the sites."),
    "edit": Later("facilitator.cli.agency.sites:edit_site", "Change a site."),
    "travel": Later("facilitator.cli.agency.sites:travel", "Say how many minutes it takes between two sites."),
}
ROOM = {
    "add": Later("facilitator.cli.agency.sites:add_room", "Add a room to a site."),
    "list": Later("facilitator.cli.agency.sites:list_rooms", "List the rooms."),
    "edit": Later("facilitator.cli.agency.sites:edit_room", "Change a room."),
}
STAFF = {
    "add": Later("facilitator.cli.agency.staff:add", "Add a facilitator, with credentials."),
    "list": Later("facilitator.cli.agency.staff:list_", "List the facilitators."),
    "edit": Later("facilitator.cli.agency.staff:edit", "Change a facilitator, or give a credential a new date."),
    "away": Later(
        "facilitator.cli.agency.staff_away:away", "Note when a facilitator is away, and see what needs a stand-in."
    ),
}
LOGIN = {
    "add": Later(
        "facilitator.cli.agency.logins:add",
        "Add somebody who works in this book: what they do is theirs in history, audit and undo.",
    ),
    "list": Later("facilitator.cli.agency.logins:list_", "List who works in this book."),
}
SLOT = {
    "set": Later("facilitator.cli.agency.slots:set_", "Fill in a local slot, or change what stands in it."),
    "list": Later("facilitator.cli.agency.slots:list_", "List the local slots, and those that are blank."),
    "clear": Later("facilitator.cli.agency.slots:clear", "Let a local slot be blank again."),
}
CURRICULUM = {
    "list": Later("facilitator.cli.curricula.curriculum:list_", "List the curricula at hand."),
    "show": Later("facilitator.cli.curricula.curriculum:show", "Show a curriculum, lesson by lesson."),
    "find": Later(
        "facilitator.cli.curricula.curriculum:find", "Find curricula and lessons by words: in titles, skills and texts."
    ),
    "new": Later("facilitator.cli.curricula.curriculum:new", "Write a starter for a curriculum of your own."),
    "check": Later("facilitator.cli.curricula.curriculum:check", "Check curriculum files, or all in a folder."),
    "schema": Later(
        "facilitator.cli.curricula.curriculum:schema", "Print a JSON Schema of the front matter, for an editor."
    ),
    "draft": Later(
        "facilitator.cli.curricula.curriculum_draft:draft", "Make a first draft out of an outline: .txt, .md or .docx."
    ),
    "pages": Later(
        "facilitator.cli.curricula.curriculum_pages:pages",
        "Note the pages of your own manual for a frame's items, or list them.",
    ),
}
CLOSURES = {
    "import": Later("facilitator.cli.scheduling.closures_import:import_", "Read closed days from a calendar file."),
    "add": Later(
        "facilitator.cli.scheduling.closures:add", "Add a closed day, several in a row, or some hours of them."
    ),
    "holidays": Later(
        "facilitator.cli.scheduling.closures_import:holidays",
        "Add the public holidays of a year: US, US-VA, and others with the extra 'holidays'.",
    ),
    "list": Later("facilitator.cli.scheduling.closures:list_", "List the closed days, and those that are offered."),
    "remove": Later(
        "facilitator.cli.scheduling.closures:remove", "Open a closed day again; CLOSURE is its id or its reason."
    ),
    "take": Later(
        "facilitator.cli.scheduling.closures:take",
        "Close a day that a calendar offers, by its id or its reason; all of them with: all.",
    ),
    "hit": Later(
        "facilitator.cli.scheduling.closures:hit_",
        "List the sessions to come that fall on a closed day and wait for an answer.",
    ),
    "answer": Later(
        "facilitator.cli.scheduling.closures:answer",
        "Skip, shift or keep a session that falls on a closed day; all of them with: all.",
    ),
}
_FEEDS = "facilitator.cli.publishing.feeds"
_PUBLISH = "facilitator.cli.publishing.publish"
FEED = {
    "add": Later(f"{_FEEDS}:add", "Add a feed: all public groups, or those that the options name."),
    "list": Later(f"{_FEEDS}:list_", "List the feeds that go on."),
    "show": Later(f"{_FEEDS}:show", "Show what a feed may show, and its next sessions as its readers see them."),
    "token": Later(f"{_FEEDS}:token", "Give a private feed another secret address; the old one ends at once."),
    "change": Later(f"{_FEEDS}:change", "Change what a feed shows; its address stays."),
    "end": Later(f"{_FEEDS}:end", "End a feed: its files and its address go at once."),
}
CALENDAR: dict[str, Later | Noun] = {
    "export": Later("facilitator.cli.publishing.export:export", "Write sessions to a calendar file, or several."),
    "feed": Noun("feed", FEED, help="Keep what goes out to calendar apps."),
    "publish": Later(f"{_PUBLISH}:publish", "Bring every feed up to date: files, and a manifest beside them."),
    "take-back": Later(f"{_PUBLISH}:take_back", "Take back what a feed told last: what was told before is sent again."),
    "history": Later(f"{_PUBLISH}:history", "List what went out, the newest first."),
}
PRINT = {
    "agenda": Later("facilitator.cli.papers:agenda", "Print the agenda of a session."),
    "lesson": Later(
        "facilitator.cli.papers:lesson", "Print the plan of one lesson of the curriculum KEY, without a date."
    ),
    "sign-in": Later(
        "facilitator.cli.papers:sign_in",
        "Print a sheet to sign in: blank lines, and a title that says nothing of anybody.",
    ),
    "door": Later(
        "facilitator.cli.papers:door",
        "Print a sign for the door: that a session meets there, at another time, or not, and when it does next.",
    ),
    "card": Later(
        "facilitator.cli.papers:card",
        "Print cards for the wallet with the next eight dates of a group, eight on a sheet.",
    ),
    "flyer": Later(
        "facilitator.cli.papers:flyer",
        "Print a flyer of a public group: its next dates, and a code that leads to its page where that is out.",
    ),
    "month": Later("facilitator.cli.papers:month", "Print a month of the public schedule for the wall."),
    "handout": Later(
        "facilitator.cli.papers:handout", "Print the handouts of the curriculum KEY, each on a page of its own."
    ),
}
KEY = {
    "show": Later("facilitator.cli.book.key:show", "Show what opens the book."),
    "passphrase": Later("facilitator.cli.book.key:passphrase", "Change the passphrase."),
    "recovery": Later(
        "facilitator.cli.book.key:recovery",
        "Make a new recovery code, shown once; the old one opens the book no longer.",
    ),
    "keyring": Later(
        "facilitator.cli.book.key:keyring",
        "Let the keyring of this computer open the book when the program starts, or no longer.",
    ),
    "renew": Later("facilitator.cli.book.key:renew", "Write the book anew under a new key, with a new recovery code."),
}
BACKUPS = {
    "list": Later("facilitator.cli.backups:list_", "List the backups, the newest first."),
    "verify": Later("facilitator.cli.backups:verify", "Read every page of a backup, or of all of them."),
    "drill": Later(
        "facilitator.cli.backups:drill", "Try the worst day: restore the newest backup beside, and throw it away again."
    ),
}
AUDIT = {
    "list": Later("facilitator.cli.history.audit:list_", "List who did what, the newest first."),
    "export": Later(
        "facilitator.cli.history.audit:export",
        "Write the audit log into FILE: JSON lines with their hashes, or CSV where FILE ends so.",
    ),
    "verify": Later("facilitator.cli.history.audit:verify", "Verify that nothing was changed or cut off."),
    "witness": Later("facilitator.cli.history.audit:witness", "Write a line to keep elsewhere and verify against."),
    "accept": Later("facilitator.cli.history.audit:accept", "Say why the book went back in time."),
}
COMMANDS: dict[str, Later | Noun] = {
    "open": Later("facilitator.cli.open_line:open_", "Open the program in the terminal."),
    "demo": Later("facilitator.cli.practice:demo", "Make a practice book with invented people, and look around."),
    "init": Later(
        "facilitator.cli.book.book:init",
        "Make a new book: choose a passphrase, and note the recovery code that is shown once.",
    ),
    "group": Noun("group", GROUP, help="Schedule groups."),
    "session": Noun("session", SESSION, help="List, run, move and cancel sessions."),
    "person": Noun("person", PERSON, help="Keep the people."),
    "consent": Noun("consent", CONSENT, help="Keep what people consented to in writing."),
    "disclosure": Noun("disclosure", DISCLOSURE, help="Keep the ledger of what was told about people, and to whom."),
    "enrol": Later("facilitator.cli.people.enrol:enrol", "Put a person on a group's roster."),
    "unenrol": Later("facilitator.cli.people.enrol:unenrol", "Take a person off a group's roster."),
    "attendance": Noun("attendance", ATTENDANCE, help="Take attendance."),
    "site": Noun("site", SITE, help="Keep the sites."),
    "room": Noun("room", ROOM, help="Keep the rooms."),
    "staff": Noun("staff", STAFF, help="Keep the facilitators and their credentials."),
    "login": Noun("login", LOGIN, help="Keep who works in this book."),
    "slot": Noun("slot", SLOT, help="Keep numbers, places and words that only your program knows."),
    "curriculum": Noun("curriculum", CURRICULUM, help="Read and check curricula."),
    "closures": Noun("closures", CLOSURES, help="Keep the closed days."),
    "undo": Later(
        "facilitator.cli.history.undo:undo", "Undo your newest change, whatever it was: an edit, a mark, an enrolment."
    ),
    "history": Later(
        "facilitator.cli.history.history:history",
        "See what was changed last and by whom; or what happened to RECORD: a group, a session, a person, a place.",
    ),
    "calendar": Noun("calendar", CALENDAR, help="Give the schedule to calendar apps."),
    "serve": Later(
        "facilitator.cli.publishing.serve:serve",
        "Serve what was published to calendar apps, until Ctrl+C; no book is opened.",
    ),
    "print": Noun("print", PRINT, help="Put agendas, handouts and the schedule on paper, as PDF."),
    "report": Later("facilitator.cli.reporting:report", "Report who came, or which topics and skills were met."),
    "backup": Later(
        "facilitator.cli.backups:backup",
        "Make a verified, encrypted backup: one FILE, or a new one in the folder for backups.",
    ),
    "backups": Noun("backups", BACKUPS, help="List and verify backups, and drill."),
    "restore": Later(
        "facilitator.cli.backups:restore",
        "Put the backup FILE in the place of the book; the book that was there is kept.",
    ),
    "check": Later(
        "facilitator.cli.book.book:check", "Check every page of the book, its records, its audit chain and its keys."
    ),
    "key": Noun("key", KEY, help="See and change what opens the book."),
    "book": Noun("book", BOOK, help="See whether the book is protected, and say so."),
    "audit": Noun("audit", AUDIT, help="Look at the audit chain."),
    "lock": Later("facilitator.cli.book.book:lock", "Lock every open window of this book, at once."),
    "doctor": Later(
        "facilitator.cli.book.book:doctor",
        "See versions, places, file modes, backups and the book, and what each of them needs.",
    ),
    "help": Later("facilitator.cli.help_page:help_page", "Read a page of the documentation; without TOPIC, list them."),
    "shell": Later(
        "facilitator.cli.shell:shell", "Install the completion of commands for your shell, and the manual page."
    ),
}
