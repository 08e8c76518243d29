CREATE TABLE `withdrawals` (
	`subject` blob PRIMARY KEY NOT NULL,
	`hash` blob NOT NULL,
	`statement` blob NOT NULL,
	`received_at` integer NOT NULL,
	FOREIGN KEY (`subject`) REFERENCES `envelopes`(`subject`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "withdrawals_hash" CHECK(length("withdrawals"."hash") = 32)
) STRICT;
--> statement-breakpoint
-- Written by hand from here on. What waits to be admitted is nobody's evidence yet: a founding that was never finished may go, whole.
CREATE TRIGGER withdrawals_no_update BEFORE UPDATE ON withdrawals
BEGIN SELECT RAISE(ABORT, 'withdrawals is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER withdrawals_no_delete BEFORE DELETE ON withdrawals
BEGIN SELECT RAISE(ABORT, 'withdrawals is append-only'); END;
--> statement-breakpoint
DROP TRIGGER chains_no_delete;
--> statement-breakpoint
CREATE TRIGGER chains_no_delete BEFORE DELETE ON chains WHEN OLD.state <> 'founding'
BEGIN SELECT RAISE(ABORT, 'chains is append-only'); END;
--> statement-breakpoint
DROP TRIGGER directory_objects_no_delete;
--> statement-breakpoint
CREATE TRIGGER directory_objects_no_delete BEFORE DELETE ON directory_objects
WHEN OLD.dir_index IS NOT NULL OR (SELECT state FROM chains WHERE chains.authority = OLD.authority) IS NOT 'founding'
BEGIN SELECT RAISE(ABORT, 'directory_objects is append-only'); END;
--> statement-breakpoint
DROP TRIGGER epoch_keys_no_delete;
--> statement-breakpoint
CREATE TRIGGER epoch_keys_no_delete BEFORE DELETE ON epoch_keys
WHEN (SELECT state FROM chains WHERE chains.authority = OLD.authority) IS NOT 'founding'
BEGIN SELECT RAISE(ABORT, 'epoch_keys is append-only'); END;
