-- What a reader's later sessions may hold, and when a prediction's time is in each design.

-- A reader puts cases into his own later sessions: those he read in the sessions before, after the wash-out.
CREATE FUNCTION may_come_again(wanted text, in_session integer) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    SELECT in_session BETWEEN 2 AND (SELECT last_session FROM rules) AND coalesce(bool_and(
        locked_at IS NOT NULL
        AND locked_at::timestamptz + make_interval(days => (SELECT washout_days FROM rules)) <= clock_timestamp()
    ), false)
    FROM reads WHERE reader_id = own_id() AND case_id = wanted AND coalesce(session, 1) < in_session
$$;
CREATE POLICY own_later_place ON worklists FOR INSERT WITH CHECK (
    reader_id = (SELECT own_id()) AND may_come_again(case_id, session)
);

DROP POLICY own_lock ON reads;
CREATE POLICY own_lock ON reads FOR INSERT WITH CHECK (
    reader_id = (SELECT own_id())
    AND role = (SELECT readers.role FROM readers WHERE readers.reader_id = (SELECT own_id()))
    AND EXISTS (
        SELECT FROM worklists
        WHERE worklists.reader_id = (SELECT own_id()) AND worklists.case_id = reads.case_id
            AND worklists.session = coalesce(reads.session, 1)
    )
    AND NOT EXISTS (SELECT FROM events WHERE kind = 'study lock')
);

-- Aided reads have the prediction from the start; otherwise its time is after the own unaided lock of the case. A
-- crossover reads every other case of the first session aided, and the rest in the second. A reader's program knows
-- no seed and draws with 0 what concerns him alone, here as there.
CREATE OR REPLACE FUNCTION may_see_prediction(wanted text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    SELECT CASE (SELECT second_reader FROM rules)
        WHEN 'never' THEN false
        WHEN 'aided' THEN EXISTS (SELECT FROM worklists WHERE reader_id = own_id() AND case_id = wanted)
        WHEN 'crossover' THEN EXISTS (
            SELECT FROM worklists begun WHERE begun.reader_id = own_id() AND begun.case_id = wanted AND begun.session = 1
            AND (
                begun.position % 2 = floor(draw('0', 'crossover', own_id()) * 2)
                OR EXISTS (SELECT FROM worklists again WHERE again.reader_id = own_id() AND again.case_id = wanted AND again.session = 2)
            )
        )
        ELSE EXISTS (
            SELECT FROM reads
            WHERE reader_id = own_id() AND case_id = wanted AND condition = 'unaided' AND repeat = 0
        )
    END
$$;

DROP POLICY own_note ON events;
CREATE POLICY own_note ON events FOR INSERT WITH CHECK (
    reader_id = (SELECT own_id())
    AND kind IN ('open', 'reveal', 'results', 'export', 'correction', 'signature', 'clock jump')
);
