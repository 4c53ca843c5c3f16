-- The event log, version 1. Rows of `event` are never changed or removed: triggers see to that.
-- Everything else that the program knows about a learner is derived from them.

CREATE TABLE event (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    at      TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.??????Z'),   -- UTC
    kind    TEXT NOT NULL CHECK (kind <> ''),
    item    TEXT NOT NULL,                                                 -- question or drill id, '' for neither
    session TEXT,
    payload TEXT NOT NULL CHECK (json_valid(payload)),
    -- the earlier event that an undo, an override or a regrade speaks about
    about   INTEGER GENERATED ALWAYS AS (
        CASE WHEN kind IN ('undo', 'override', 'regrade') THEN json_extract(payload, '$.event') END
    ) STORED REFERENCES event (id),
    CHECK (kind NOT IN ('undo', 'override', 'regrade') OR about IS NOT NULL)
) STRICT;

CREATE INDEX event_by_item ON event (item, id);
CREATE INDEX event_by_kind ON event (kind, id);

CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
BEGIN
    SELECT RAISE (ABORT, 'events are never changed');
END;

CREATE TRIGGER event_is_never_removed BEFORE DELETE ON event
BEGIN
    SELECT RAISE (ABORT, 'events are never removed');
END;
