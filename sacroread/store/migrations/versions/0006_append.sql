-- A read appended in one question and one answer: many clients wait for each other's turns on the line.
-- It is refused with `false` where the chain goes on from another head or the study is locked; the client then
-- asks step by step, and finds the words. It runs with the rights of whoever asks.
CREATE FUNCTION append_read(reader text, said json, head_before text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(newest_read(reader), repeat('0', 64)) <> head_before OR EXISTS (SELECT FROM events WHERE kind = 'study lock') THEN
        RETURN false;
    END IF;
    INSERT INTO reads SELECT * FROM json_populate_record(NULL::reads, said);
    RETURN true;
END $$;
