"""Every bound on what a peer can make us hold or do, with its unit, reason and source.

"security" below names the threat model in SECURITY.md.
"""

PROTOCOL_VERSION = 1
"""Peers of another version are refused, never negotiated down to (SECURITY.md, T09)."""

QUIET_AFTER_S = 3.0
"""Silence after which a tile goes grey: longer than the p99 round trip of 2.1 s measured on a wire
that loses 10 % of its packets, so that one lost packet never looks like an absent pupil."""
LOST_AFTER_S = 5.0
"""Silence after which a peer counts as gone and its picture is removed."""
ALIVE_INTERVAL_S = 1.4
"""How often a device says it is there: two chances within `QUIET_AFTER_S`. All that an unchanged
screen costs is this and its answer, hence not oftener."""
CONSOLE_ALIVE_INTERVAL_S = 2.85
"""How often a console says so: every second sign of life of the device is answered, on the packet
that acknowledges it, and one that is sent again after 2.1 s still comes within `LOST_AFTER_S`."""

LESSON_MAX_S = 4 * 60 * 60
"""Longest lesson a statement may open, seconds; a stolen statement dies the same day."""
CLOCK_TOLERANCE_S = 24 * 60 * 60
"""How far two computers' clocks may differ before a certificate is called out of date."""

PICTURE_MAX_WIDTH_PX = 640
PICTURE_MAX_HEIGHT_PX = 400
"""Largest small picture a console decodes; checked in the header before decoding, because a file
of 10.8 kB can claim 457 MB of pixels."""
PICTURE_MAX_BYTES = 120 * 1024
"""Of one piece of a picture."""
PICTURE_PIECES_MAX = 16
PICTURE_INTERVAL_MIN_MS, PICTURE_INTERVAL_MAX_MS = 200, 5_000
"""From five small pictures a second to one in five."""
SCREENS_MAX = 16

FRAME_MAX_WIDTH_PX, FRAME_MAX_HEIGHT_PX = 4096, 2304
"""Largest frame of a full view (security); a larger monitor is divided by a whole number."""
FRAME_MAX_BYTES = 1_500_000
"""Of all pieces of one frame together, so that it stays below the link's bound."""
FRAME_PIECES_MAX = 16
FRAMES_IN_FLIGHT = 2
"""Frames sent and not yet shown: one travels while one is drawn; a third would only be older."""
FRAME_INTERVAL_S = 1 / 30
"""Least time between two frames of one view: films at school run at 25 to 30."""
VIEW_LASTS_S = 5 * 60
"""A full view ends after this unless renewed (security)."""
VIEWS_MAX = 4
"""Full views of one device at once."""
SIGHT_MAX_CHARACTERS = 240
SOFTWARE_MAX_CHARACTERS = 32
MESSAGE_TO_CONSOLE_MAX_BYTES = 2 * 1024 * 1024
"""A device may offer a roster: the one large message (about 200 bytes a device)."""
MESSAGE_TO_DEVICE_MAX_BYTES = 2 * 1024 * 1024
ROSTER_MAX_BYTES = 2 * 1024 * 1024 - 1024
SMALL_FILE_MAX_BYTES = 4 * 1024 * 1024
"""No trust file is near this; a larger one is a mistake, and is not read into memory."""

NAME_MAX_CHARACTERS = 64
LINE_MAX_CHARACTERS = 1_000
"""Of any text from outside that is shown on one line: more than any sentence of ours."""
ROOMS_MAX = 64
STAFF_MAX = 2_000
DEVICES_MAX = 10_000

HANDSHAKE_TIMEOUT_MS = 2_000
"""300 silent TCP connections were all dropped by this, and an honest peer served in 9 ms."""
SESSIONS_MAX = 24
"""Connections to one device at once: eight consoles, each with its class and a full view, and one
more that reconnects while its old link dies. A key has one of each purpose."""
SEND_QUEUE_MESSAGES = 16
"""High-water mark of a socket: with one picture of credit nothing honest comes near it."""

UNREAD_MAX_BYTES = 8 * 1024 * 1024
"""Received over one link and not yet handed out by libzmq: four times the largest message."""
MESSAGES_PER_S_MAX = 200
"""Over one link: five times what a full view at 30 frames a second brings."""
OPENINGS_PER_MINUTE_MAX = 30
"""Lessons and views that one console opens on one device: a bad link that is lost and found again
every five seconds opens its lesson 12 times."""

ENROLMENT_MAX_S = 400 * 24 * 60 * 60
"""Longest life of an enrolment token: a school year and the summer before it."""

PASSPHRASE_MIN_CHARACTERS = 12
"""NCSC, "Three random words": length is what counts. https://www.ncsc.gov.uk/collection/passwords"""
KDF_MEMORY_MIN_BYTES = 128 * 1024 * 1024
"""Argon2id memory, as GlobaLeaks uses; RFC 9106 section 4 asks for 64 MiB at the least."""
KDF_MEMORY_MAX_BYTES = 1024 * 1024 * 1024
"""A key file that asks for more is refused: it could exhaust the machine."""
KDF_OPERATIONS_MIN = 3
KDF_OPERATIONS_MAX = 12

RECIPIENTS_MAX = 64
"""Adults a pupil may choose from, leads and heads included."""
RECIPIENTS_LIST_MAX_BYTES = 1536 * 1024
PHOTO_MAX_BYTES = 16 * 1024
"""JPEG or WebP of a face, 160x160; 64 of them stay within the list's bound."""
PHOTO_SIDE_MAX_PX = 320
HELPLINES_MAX = 8
CONCERN_TEXT_MAX_CHARACTERS = 2_000
MEET_WHEN_MAX_CHARACTERS = 200
ABOUT_MAX = 8
READERS_MAX = 8
"""Of one envelope: whom it is sealed to."""
PADDED_SIZES_BYTES = (1024, 4096, 16_384, 65_536, 262_144, 524_288)
"""What an envelope's content is padded to, so that its size tells nothing (security). The first
three hold any text, the others pictures."""
ENVELOPE_MAX_BYTES = 530_000
"""The largest padded size, eight readers and the rest."""
ENVELOPES_IN_FLIGHT = 4
"""Sent to a post office and not answered yet."""
MESSAGE_TO_OFFICE_MAX_BYTES = 2 * 1024 * 1024
MESSAGE_FROM_OFFICE_MAX_BYTES = 2 * 1024 * 1024
WATCHED_READERS_MAX = 8
"""Reader ids one connection may ask envelopes for: a person's key, a pupil's, some word codes."""
OUTBOX_MAX_BYTES = 50 * 1024 * 1024
"""What waits on a device (security): pictures go first, text never."""
HUBS_MAX = 4

MAIL_ALIVE_INTERVAL_S = 10.0
"""How often a caller tells a post office that it is there, and the office answers: from 2,000
devices these are 400 messages a second, both ways together, and nobody watches a screen by them."""
MAIL_LOST_AFTER_S = 30.0
"""Silence after which either side of the mail link lets go: two signs of life were lost."""
OFFICE_SESSIONS_MAX = DEVICES_MAX + STAFF_MAX
"""Callers greeted at one office: every device and member of staff there can be."""
CALLERS_PER_KEY_MAX = 3
"""Connections of one key (security): one that dies while the next reconnects, and one to spare."""
CALLERS_PER_ADDRESS_MAX = 64
"""Connections from one address: a terminal server has one address and thirty pupils on it."""
OFFICE_MESSAGES_PER_S, OFFICE_MESSAGES_BURST = 50, 500
"""From one key, of any kind; beyond it messages are not even decoded."""
KEEPS_PER_S_DEVICE, KEEPS_BURST_DEVICE = 1.0, 60
"""Envelopes from one device (security: 60 hits a minute). More are not lost: they wait there."""
KEEPS_PER_S_CARRIER, KEEPS_BURST_CARRIER = 20.0, 1_200
"""From a console or hub, which may carry a whole school's mail on."""
KEPT_BYTES_PER_S_DEVICE, KEPT_BYTES_BURST_DEVICE = 256 * 1024, 16 * 1024 * 1024
KEPT_BYTES_PER_S_CARRIER, KEPT_BYTES_BURST_CARRIER = 4 * 1024 * 1024, 256 * 1024 * 1024
WATCHES_PER_S, WATCHES_BURST = 0.5, 30
"""Questions for other readers, from one key: word codes must not be guessed here."""
LISTS_PER_S, LISTS_BURST = 0.1, 6
"""Rosters and recipients lists one key may bring: each costs milliseconds to check."""
PAGES_PER_S, PAGES_BURST = 1.0, 60
"""Pages of the directory and counts one key may ask for."""
LISTS_ON_THEIR_WAY_MAX = 16
"""Signed lists an office has sent and not heard of yet: 2,000 devices that are all told of a roster
of 400 kB would else be 800 MB in queues at once."""
OFFICE_MAX_BYTES = 4 * 1024 * 1024 * 1024
"""Of all envelopes that wait at a hub: 80 devices' whole outboxes."""
CONSOLE_OFFICE_MAX_BYTES = 512 * 1024 * 1024
"""The same inside a console."""
OFFICE_PICTURES_SHARE = 0.9
"""Of an office's room that large envelopes may fill; the rest is kept for words (security)."""
SMALL_ENVELOPE_MAX_BYTES = 20_000
"""An envelope that holds words: the third padded size, eight readers and the rest."""
SENDER_MAX_BYTES = OUTBOX_MAX_BYTES
"""Of envelopes of one device that wait at an office."""
CARRIER_MAX_BYTES = 10 * OUTBOX_MAX_BYTES
"""The same of a console or hub."""
DUPLICATE_WINDOW_S = 30 * 24 * 60 * 60
"""How long an office still knows an envelope that all its readers have taken."""
HALF_TAKEN_MAX_S = 400 * 24 * 60 * 60
"""How long an envelope waits for its last readers after the first one took it: a school year and
the summer after it. What nobody took waits without end."""
