CREATE TABLE `holds` (
	`subject` blob NOT NULL,
	`authority` blob NOT NULL,
	`held` integer NOT NULL,
	`statement` blob NOT NULL,
	`created_at` integer NOT NULL,
	`received_at` integer NOT NULL,
	PRIMARY KEY(`subject`, `authority`),
	FOREIGN KEY (`subject`) REFERENCES `envelopes`(`subject`) ON UPDATE no action ON DELETE no action
) STRICT;
