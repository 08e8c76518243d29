CREATE TABLE `draft_versions` (
	`authority` blob NOT NULL,
	`draft_id` blob NOT NULL,
	`version` integer NOT NULL,
	`saved_at` integer NOT NULL,
	`length` integer NOT NULL,
	`sealed` blob NOT NULL,
	PRIMARY KEY(`authority`, `draft_id`, `version`),
	FOREIGN KEY (`authority`,`draft_id`) REFERENCES `drafts`(`authority`,`draft_id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "draft_versions_length" CHECK(length("draft_versions"."sealed") = "draft_versions"."length")
) STRICT;
--> statement-breakpoint
CREATE TABLE `drafts` (
	`authority` blob NOT NULL,
	`draft_id` blob NOT NULL,
	`version` integer NOT NULL,
	`removed_at` integer,
	PRIMARY KEY(`authority`, `draft_id`),
	CONSTRAINT "drafts_authority" CHECK(length("drafts"."authority") = 32),
	CONSTRAINT "drafts_id" CHECK(length("drafts"."draft_id") = 16),
	CONSTRAINT "drafts_version" CHECK("drafts"."version" >= 1)
) STRICT;
--> statement-breakpoint
CREATE INDEX `drafts_removed` ON `drafts` (`removed_at`) WHERE "drafts"."removed_at" is not null;--> statement-breakpoint
CREATE TABLE `gesture_slots` (
	`challenge` blob PRIMARY KEY NOT NULL,
	`kid` blob NOT NULL,
	`gestures` blob NOT NULL,
	`expires_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `gesture_slots_expiry` ON `gesture_slots` (`expires_at`);