-- What each first role says about a case: of several readers the first to lock, of his reads the one that counts.
-- A correction keeps the place of the read that it corrects, of the same reader, case, condition and repeat.
CREATE OR REPLACE VIEW first_statements AS
    SELECT DISTINCT ON (case_id, role) case_id, role, coalesce(definite, 2) AS said
    FROM reads
    WHERE condition = 'unaided' AND repeat = 0 AND role = ANY ((SELECT first_roles FROM rules)::text[])
        AND NOT EXISTS (SELECT FROM reads later WHERE later.supersedes = reads.token)
    ORDER BY case_id, role, (
        SELECT min(first.number) FROM reads first
        WHERE first.reader_id = reads.reader_id AND first.case_id = reads.case_id
            AND first.condition = 'unaided' AND first.repeat = 0 AND first.supersedes IS NULL
    );
