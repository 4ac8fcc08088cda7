-- What a server enforces, whatever program connects: who may see and add what, and that nothing locked changes.
-- Each reader and each coordinator is a database role named DATABASE.READER. The owner of the tables sees all.

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO PUBLIC;
DO $$ BEGIN EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database()); END $$;

CREATE FUNCTION own_id() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN starts_with(session_user::text, current_database() || '.')
        THEN substr(session_user::text, length(current_database()) + 2) END
$$;

CREATE FUNCTION sees_all() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT pg_has_role(session_user, current_user, 'MEMBER')
        OR EXISTS (SELECT FROM readers WHERE reader_id = own_id() AND role = 'coordinator')
$$;

-- The seed would give the decoys away: a reader gets the protocol without it.
CREATE FUNCTION stated_protocol() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT CASE WHEN sees_all() THEN protocol ELSE regexp_replace(protocol, '"seed":-?[0-9]+', '"seed":0') END FROM study
$$;

-- Every event follows the one before, also where that one belongs to somebody else: its hash alone is told.
CREATE FUNCTION newest_event() RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE newest text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('events', 0));
    SELECT chain_hash INTO newest FROM events ORDER BY number DESC LIMIT 1;
    RETURN newest;
END $$;

-- Whoever adds to a reader's chain holds it until the transaction ends.
CREATE FUNCTION newest_read(reader text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE newest text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('reads ' || reader, 0));
    SELECT chain_hash INTO newest FROM reads WHERE reader_id = reader ORDER BY number DESC LIMIT 1;
    RETURN newest;
END $$;

-- Numbers come from the clock: counted ones would tell a reader how many reads the others have locked meanwhile.
CREATE FUNCTION clock_number() RETURNS bigint LANGUAGE sql VOLATILE AS $$
    SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint * 1000 + pg_backend_pid() % 1000
$$;
CREATE FUNCTION number_read() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    NEW.number := greatest(clock_number(), (SELECT max(number) + 1 FROM reads WHERE reader_id = NEW.reader_id));
    RETURN NEW;
END $$;
CREATE FUNCTION number_event() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    NEW.number := greatest(clock_number(), (SELECT max(number) + 1 FROM events));
    RETURN NEW;
END $$;
ALTER TABLE reads ALTER COLUMN number DROP DEFAULT;
ALTER TABLE events ALTER COLUMN number DROP DEFAULT;
CREATE TRIGGER reads_number BEFORE INSERT ON reads FOR EACH ROW EXECUTE FUNCTION number_read();
CREATE TRIGGER events_number BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION number_event();
CREATE INDEX reads_in_order ON reads (reader_id, number);
CREATE INDEX reads_of_case ON reads (case_id);

-- A reader who joins becomes a role that may connect, and nothing else.
CREATE FUNCTION admit(reader text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE login text := current_database() || '.' || reader;
BEGIN
    IF NOT sees_all() THEN RAISE insufficient_privilege USING MESSAGE = 'only a coordinator lets readers join'; END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = login) THEN EXECUTE format('CREATE ROLE %I', login); END IF;
    EXECUTE format('ALTER ROLE %I LOGIN NOINHERIT NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD NULL', login);
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), login);
END $$;
CREATE FUNCTION set_verifier(reader text, verifier text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT (sees_all() OR reader = own_id()) THEN
        RAISE insufficient_privilege USING MESSAGE = 'a reader sets his own password only';
    END IF;
    IF NOT EXISTS (SELECT FROM readers WHERE reader_id = reader) OR verifier NOT LIKE 'SCRAM-SHA-256$%' THEN
        RAISE invalid_parameter_value USING MESSAGE = 'no such reader, or no SCRAM verifier';
    END IF;
    EXECUTE format('ALTER ROLE %I PASSWORD %L', current_database() || '.' || reader, verifier);
END $$;

GRANT SELECT ("only", protocol_hash, created_at, software) ON study TO PUBLIC;
GRANT SELECT ON alembic_version TO PUBLIC;
GRANT SELECT, INSERT ON cases, readers, worklists, reads, events, reference, predictions TO PUBLIC;
GRANT SELECT, INSERT, UPDATE ON drafts TO PUBLIC;

DO $$ DECLARE each text;
BEGIN
    FOREACH each IN ARRAY ARRAY['cases', 'readers', 'worklists', 'drafts', 'reads', 'events', 'reference', 'predictions'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', each);
        EXECUTE format('CREATE POLICY of_coordinator ON %I USING ((SELECT sees_all()))', each);
    END LOOP;
END $$;
CREATE POLICY own_place ON worklists FOR SELECT USING (reader_id = (SELECT own_id()));
CREATE POLICY own_name ON readers FOR SELECT USING (reader_id = (SELECT own_id()));
CREATE POLICY own_case ON cases FOR SELECT USING (
    case_id IN (SELECT worklists.case_id FROM worklists WHERE reader_id = (SELECT own_id()))
);
CREATE POLICY own_draft ON drafts USING (reader_id = (SELECT own_id()));
CREATE POLICY own_read ON reads FOR SELECT USING (reader_id = (SELECT own_id()));
CREATE POLICY own_lock ON reads FOR INSERT WITH CHECK (
    reader_id = (SELECT own_id())
    AND role = (SELECT readers.role FROM readers WHERE readers.reader_id = (SELECT own_id()))
    AND EXISTS (SELECT FROM worklists WHERE worklists.reader_id = (SELECT own_id()) AND worklists.case_id = reads.case_id)
    AND NOT EXISTS (SELECT FROM events WHERE kind = 'study lock')
);
CREATE POLICY own_event ON events FOR SELECT USING (reader_id = (SELECT own_id()));
-- What a coordinator decides about cases and the study concerns all, and only he decides it.
CREATE POLICY of_all ON events FOR SELECT USING (kind IN ('exclusion', 'inclusion', 'study lock'));
CREATE POLICY own_note ON events FOR INSERT WITH CHECK (
    reader_id = (SELECT own_id())
    AND kind IN ('open', 'reveal', 'export', 'correction', 'signature', 'clock jump')
);

-- A prediction's time is after the reader's own unaided lock of that case, where the protocol shows it at all.
CREATE FUNCTION may_see_prediction(wanted text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    SELECT (SELECT protocol::json ->> 'second_reader' FROM study) <> 'never' AND EXISTS (
        SELECT FROM reads
        WHERE reader_id = own_id() AND case_id = wanted AND condition = 'unaided' AND repeat = 0
    )
$$;
CREATE POLICY in_time ON predictions FOR SELECT USING (may_see_prediction(case_id));
CREATE POLICY in_time_made ON predictions FOR INSERT WITH CHECK (may_see_prediction(case_id));
