-- STRICT and WITHOUT ROWID are added by hand: drizzle-kit knows neither. Whoever lets it rebuild a table adds them again (a test asks).
CREATE TABLE `acknowledgements` (
	`hash` blob PRIMARY KEY NOT NULL,
	`subject` blob NOT NULL,
	`authority` blob NOT NULL,
	`kind` integer NOT NULL,
	`round` integer NOT NULL,
	`statement` blob NOT NULL,
	`received_at` integer NOT NULL,
	FOREIGN KEY (`subject`) REFERENCES `envelopes`(`subject`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "acknowledgements_hash" CHECK(length("acknowledgements"."hash") = 32)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `acknowledgements_once` ON `acknowledgements` (`subject`,`authority`,`kind`,`round`);--> statement-breakpoint
CREATE TABLE `chains` (
	`authority` blob PRIMARY KEY NOT NULL,
	`state` text NOT NULL,
	`head_seq` integer NOT NULL,
	`head_hash` blob NOT NULL,
	`created_at` integer NOT NULL,
	CONSTRAINT "chains_state" CHECK("chains"."state" in ('founding', 'admitted', 'closed')),
	CONSTRAINT "chains_authority" CHECK(length("chains"."authority") = 32),
	CONSTRAINT "chains_head" CHECK(length("chains"."head_hash") = 32)
) STRICT;
--> statement-breakpoint
CREATE TABLE `directory_objects` (
	`hash` blob PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`authority` blob NOT NULL,
	`seq` integer NOT NULL,
	`bytes` blob NOT NULL,
	`dir_index` integer,
	FOREIGN KEY (`authority`) REFERENCES `chains`(`authority`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "directory_objects_kind" CHECK("directory_objects"."kind" in ('link', 'entry')),
	CONSTRAINT "directory_objects_hash" CHECK(length("directory_objects"."hash") = 32)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `directory_objects_dir_index_unique` ON `directory_objects` (`dir_index`);--> statement-breakpoint
CREATE UNIQUE INDEX `directory_objects_link` ON `directory_objects` (`authority`,`seq`) WHERE "directory_objects"."kind" = 'link';--> statement-breakpoint
CREATE TABLE `envelopes` (
	`id` integer PRIMARY KEY NOT NULL,
	`subject` blob NOT NULL,
	`sender` blob NOT NULL,
	`message_id` blob NOT NULL,
	`kid` blob NOT NULL,
	`case_id` blob NOT NULL,
	`class` integer NOT NULL,
	`answer_by` integer,
	`state` text NOT NULL,
	`received_at` integer NOT NULL,
	`statement` blob NOT NULL,
	`wrap_list` blob NOT NULL,
	`gestures` blob,
	`body` blob,
	CONSTRAINT "envelopes_state" CHECK("envelopes"."state" in ('proposed', 'accepted', 'withdrawn', 'lapsed')),
	CONSTRAINT "envelopes_class" CHECK("envelopes"."class" in (0, 1, 2)),
	CONSTRAINT "envelopes_subject" CHECK(length("envelopes"."subject") = 32)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `envelopes_subject_unique` ON `envelopes` (`subject`);--> statement-breakpoint
CREATE UNIQUE INDEX `envelopes_message` ON `envelopes` (`sender`,`message_id`);--> statement-breakpoint
CREATE TABLE `epoch_keys` (
	`hash` blob PRIMARY KEY NOT NULL,
	`authority` blob NOT NULL,
	`epoch` integer NOT NULL,
	`public_key` blob NOT NULL,
	FOREIGN KEY (`authority`) REFERENCES `chains`(`authority`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "epoch_keys_hash" CHECK(length("epoch_keys"."hash") = 32)
) STRICT;
--> statement-breakpoint
CREATE TABLE `invitations` (
	`kid` blob PRIMARY KEY NOT NULL,
	`authority` blob NOT NULL,
	`card` blob NOT NULL,
	`expires_at` integer NOT NULL,
	`consumed_at` integer
) STRICT;
--> statement-breakpoint
CREATE TABLE `lockboxes` (
	`kid` blob NOT NULL,
	`epoch` integer NOT NULL,
	`authority` blob NOT NULL,
	`scope` text NOT NULL,
	`box` blob NOT NULL,
	PRIMARY KEY(`kid`, `epoch`, `authority`, `scope`),
	FOREIGN KEY (`authority`) REFERENCES `chains`(`authority`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "lockboxes_kid" CHECK(length("lockboxes"."kid") = 16)
) STRICT;
--> statement-breakpoint
CREATE TABLE `log_leaves` (
	`log` integer NOT NULL,
	`leaf_index` integer NOT NULL,
	`data` blob NOT NULL,
	`hash` blob NOT NULL,
	`nodes` blob NOT NULL,
	PRIMARY KEY(`log`, `leaf_index`),
	FOREIGN KEY (`log`) REFERENCES `logs`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "log_leaves_index" CHECK("log_leaves"."leaf_index" >= 0),
	CONSTRAINT "log_leaves_hash" CHECK(length("log_leaves"."hash") = 32),
	CONSTRAINT "log_leaves_nodes" CHECK(length("log_leaves"."nodes") % 32 = 0)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `logs` (
	`id` integer PRIMARY KEY NOT NULL,
	`origin` text NOT NULL,
	`kind` text NOT NULL,
	`authority` blob,
	`size` integer NOT NULL,
	`root` blob NOT NULL,
	`edge` blob NOT NULL,
	`checkpoint` text NOT NULL,
	CONSTRAINT "logs_kind" CHECK("logs"."kind" in ('directory', 'register')),
	CONSTRAINT "logs_owner" CHECK(("logs"."kind" = 'register') = ("logs"."authority" is not null)),
	CONSTRAINT "logs_size" CHECK("logs"."size" >= 0),
	CONSTRAINT "logs_root" CHECK(length("logs"."root") = 32),
	CONSTRAINT "logs_edge" CHECK(length("logs"."edge") % 32 = 0)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `logs_origin_unique` ON `logs` (`origin`);--> statement-breakpoint
CREATE UNIQUE INDEX `logs_authority_unique` ON `logs` (`authority`);--> statement-breakpoint
CREATE TABLE `nonces` (
	`nonce` text PRIMARY KEY NOT NULL,
	`kid` blob NOT NULL,
	`purpose` text NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	CONSTRAINT "nonces_purpose" CHECK("nonces"."purpose" in ('login', 'gesture')),
	CONSTRAINT "nonces_length" CHECK(length("nonces"."nonce") between 1 and 128)
) STRICT;
--> statement-breakpoint
CREATE INDEX `nonces_expiry` ON `nonces` (`expires_at`);--> statement-breakpoint
CREATE TABLE `parties` (
	`authority` blob NOT NULL,
	`leaf_index` integer NOT NULL,
	`envelope` integer NOT NULL,
	`event` integer NOT NULL,
	`counterpart` blob,
	PRIMARY KEY(`envelope`, `authority`, `leaf_index`),
	FOREIGN KEY (`envelope`) REFERENCES `envelopes`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `pulse` (
	`id` integer PRIMARY KEY NOT NULL,
	`beat` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `requests` (
	`kid` blob NOT NULL,
	`nonce` text NOT NULL,
	`expires_at` integer NOT NULL,
	PRIMARY KEY(`kid`, `nonce`),
	CONSTRAINT "requests_nonce" CHECK(length("requests"."nonce") between 1 and 128)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `requests_expiry` ON `requests` (`expires_at`);--> statement-breakpoint
CREATE TABLE `sealed_checkpoints` (
	`log` integer NOT NULL,
	`size` integer NOT NULL,
	`sealed_at` integer NOT NULL,
	`note` text NOT NULL,
	PRIMARY KEY(`log`, `size`, `sealed_at`),
	FOREIGN KEY (`log`) REFERENCES `logs`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `sessions` (
	`kid` blob PRIMARY KEY NOT NULL,
	`login_at` integer NOT NULL,
	`used_at` integer NOT NULL,
	`gesture_at` integer NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `timers` (
	`envelope` integer NOT NULL,
	`authority` blob NOT NULL,
	`event` integer NOT NULL,
	`due_at` integer NOT NULL,
	`done_at` integer,
	PRIMARY KEY(`envelope`, `authority`, `event`),
	FOREIGN KEY (`envelope`) REFERENCES `envelopes`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `timers_due` ON `timers` (`due_at`) WHERE "timers"."done_at" is null;--> statement-breakpoint
CREATE TABLE `upload_references` (
	`authority` blob NOT NULL,
	`upload_id` blob NOT NULL,
	`subject` blob NOT NULL,
	PRIMARY KEY(`authority`, `upload_id`, `subject`),
	FOREIGN KEY (`subject`) REFERENCES `envelopes`(`subject`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`authority`,`upload_id`) REFERENCES `uploads`(`authority`,`upload_id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `uploads` (
	`authority` blob NOT NULL,
	`upload_id` blob NOT NULL,
	`length` integer NOT NULL,
	`received` integer NOT NULL,
	`digest` blob,
	`referenced` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`authority`, `upload_id`),
	CONSTRAINT "uploads_received" CHECK("uploads"."received" between 0 and "uploads"."length"),
	CONSTRAINT "uploads_complete" CHECK("uploads"."digest" is null or "uploads"."received" = "uploads"."length")
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `uploads_stale` ON `uploads` (`updated_at`) WHERE not "uploads"."referenced";--> statement-breakpoint
CREATE TABLE `wraps` (
	`envelope` integer NOT NULL,
	`authority` blob NOT NULL,
	`wrap` blob NOT NULL,
	PRIMARY KEY(`envelope`, `authority`),
	FOREIGN KEY (`envelope`) REFERENCES `envelopes`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
