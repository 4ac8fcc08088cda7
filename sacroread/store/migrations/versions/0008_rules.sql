-- What each first role says about a case: of several readers the first to lock, of his reads the one that counts.
-- A correction keeps the place of the read that it corrects, of the same reader, case, condition and repeat.
CREATE OR REPLACE VIEW first_statements AS
    SELECT DISTINCT ON (case_id, role) case_id, role, coalesce(definite, 2) AS said
    FROM reads
    WHERE condition = 'unaided' AND repeat = 0 AND role = ANY ((SELECT first_roles FROM rules)::text[])
        AND NOT EXISTS (SELECT FROM reads later WHERE later.supersedes = reads.token)
    ORDER BY case_id, role, CASE WHEN supersedes IS NULL THEN number ELSE (
        SELECT min(first.number) FROM reads first
        WHERE first.reader_id = reads.reader_id AND first.case_id = reads.case_id
            AND first.condition = 'unaided' AND first.repeat = 0 AND first.supersedes IS NULL
    ) END;

-- A day of the wash-out has 24 hours, in whatever time zone the server lives.
CREATE OR REPLACE FUNCTION may_come_again(wanted text, in_session integer) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    SELECT in_session BETWEEN 2 AND (SELECT last_session FROM rules) AND coalesce(bool_and(
        locked_at IS NOT NULL
        AND locked_at::timestamptz + make_interval(hours => 24 * (SELECT washout_days FROM rules)) <= clock_timestamp()
    ), false)
    FROM reads WHERE reader_id = own_id() AND case_id = wanted AND coalesce(session, 1) < in_session
$$;
