CREATE TABLE `device_copies` (
	`credential` blob NOT NULL,
	`kid` blob NOT NULL,
	`sealed` blob NOT NULL,
	`kept_at` integer NOT NULL,
	PRIMARY KEY(`credential`, `kid`),
	CONSTRAINT "device_copies_credential" CHECK(length("device_copies"."credential") = 32),
	CONSTRAINT "device_copies_sealed" CHECK(length("device_copies"."sealed") between 1 and 4096)
) STRICT;
--> statement-breakpoint
CREATE INDEX `device_copies_kid` ON `device_copies` (`kid`);