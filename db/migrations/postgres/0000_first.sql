CREATE TABLE "acknowledgements" (
	"hash" "bytea" PRIMARY KEY NOT NULL,
	"subject" "bytea" NOT NULL,
	"authority" "bytea" NOT NULL,
	"kind" bigint NOT NULL,
	"round" bigint NOT NULL,
	"statement" "bytea" NOT NULL,
	"received_at" bigint NOT NULL,
	CONSTRAINT "acknowledgements_hash" CHECK (length("acknowledgements"."hash") = 32)
);
--> statement-breakpoint
CREATE TABLE "chains" (
	"authority" "bytea" PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"head_seq" bigint NOT NULL,
	"head_hash" "bytea" NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "chains_state" CHECK ("chains"."state" in ('founding', 'admitted', 'closed')),
	CONSTRAINT "chains_authority" CHECK (length("chains"."authority") = 32),
	CONSTRAINT "chains_head" CHECK (length("chains"."head_hash") = 32)
);
--> statement-breakpoint
CREATE TABLE "directory_objects" (
	"hash" "bytea" PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"authority" "bytea" NOT NULL,
	"seq" bigint NOT NULL,
	"bytes" "bytea" NOT NULL,
	"dir_index" bigint,
	CONSTRAINT "directory_objects_dir_index_unique" UNIQUE("dir_index"),
	CONSTRAINT "directory_objects_kind" CHECK ("directory_objects"."kind" in ('link', 'entry')),
	CONSTRAINT "directory_objects_hash" CHECK (length("directory_objects"."hash") = 32)
);
--> statement-breakpoint
CREATE TABLE "envelopes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "envelopes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"subject" "bytea" NOT NULL,
	"sender" "bytea" NOT NULL,
	"message_id" "bytea" NOT NULL,
	"kid" "bytea" NOT NULL,
	"case_id" "bytea" NOT NULL,
	"class" bigint NOT NULL,
	"answer_by" bigint,
	"state" text NOT NULL,
	"received_at" bigint NOT NULL,
	"statement" "bytea" NOT NULL,
	"wrap_list" "bytea" NOT NULL,
	"gestures" "bytea",
	"body" "bytea",
	CONSTRAINT "envelopes_subject_unique" UNIQUE("subject"),
	CONSTRAINT "envelopes_state" CHECK ("envelopes"."state" in ('proposed', 'accepted', 'withdrawn', 'lapsed')),
	CONSTRAINT "envelopes_class" CHECK ("envelopes"."class" in (0, 1, 2)),
	CONSTRAINT "envelopes_subject" CHECK (length("envelopes"."subject") = 32)
);
--> statement-breakpoint
CREATE TABLE "epoch_keys" (
	"hash" "bytea" PRIMARY KEY NOT NULL,
	"authority" "bytea" NOT NULL,
	"epoch" bigint NOT NULL,
	"public_key" "bytea" NOT NULL,
	CONSTRAINT "epoch_keys_hash" CHECK (length("epoch_keys"."hash") = 32)
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"kid" "bytea" PRIMARY KEY NOT NULL,
	"authority" "bytea" NOT NULL,
	"card" "bytea" NOT NULL,
	"expires_at" bigint NOT NULL,
	"consumed_at" bigint
);
--> statement-breakpoint
CREATE TABLE "lockboxes" (
	"kid" "bytea" NOT NULL,
	"epoch" bigint NOT NULL,
	"authority" "bytea" NOT NULL,
	"scope" text NOT NULL,
	"box" "bytea" NOT NULL,
	CONSTRAINT "lockboxes_kid_epoch_authority_scope_pk" PRIMARY KEY("kid","epoch","authority","scope"),
	CONSTRAINT "lockboxes_kid" CHECK (length("lockboxes"."kid") = 16)
);
--> statement-breakpoint
CREATE TABLE "log_leaves" (
	"log" bigint NOT NULL,
	"leaf_index" bigint NOT NULL,
	"data" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL,
	"nodes" "bytea" NOT NULL,
	CONSTRAINT "log_leaves_log_leaf_index_pk" PRIMARY KEY("log","leaf_index"),
	CONSTRAINT "log_leaves_index" CHECK ("log_leaves"."leaf_index" >= 0),
	CONSTRAINT "log_leaves_hash" CHECK (length("log_leaves"."hash") = 32),
	CONSTRAINT "log_leaves_nodes" CHECK (length("log_leaves"."nodes") % 32 = 0)
);
--> statement-breakpoint
CREATE TABLE "logs" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "logs_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"origin" text NOT NULL,
	"kind" text NOT NULL,
	"authority" "bytea",
	"size" bigint NOT NULL,
	"root" "bytea" NOT NULL,
	"edge" "bytea" NOT NULL,
	"checkpoint" text NOT NULL,
	CONSTRAINT "logs_origin_unique" UNIQUE("origin"),
	CONSTRAINT "logs_authority_unique" UNIQUE("authority"),
	CONSTRAINT "logs_kind" CHECK ("logs"."kind" in ('directory', 'register')),
	CONSTRAINT "logs_owner" CHECK (("logs"."kind" = 'register') = ("logs"."authority" is not null)),
	CONSTRAINT "logs_size" CHECK ("logs"."size" >= 0),
	CONSTRAINT "logs_root" CHECK (length("logs"."root") = 32),
	CONSTRAINT "logs_edge" CHECK (length("logs"."edge") % 32 = 0)
);
--> statement-breakpoint
CREATE TABLE "nonces" (
	"nonce" text PRIMARY KEY NOT NULL,
	"kid" "bytea" NOT NULL,
	"purpose" text NOT NULL,
	"expires_at" bigint NOT NULL,
	"used_at" bigint,
	CONSTRAINT "nonces_purpose" CHECK ("nonces"."purpose" in ('login', 'gesture')),
	CONSTRAINT "nonces_length" CHECK (length("nonces"."nonce") between 1 and 128)
);
--> statement-breakpoint
CREATE TABLE "parties" (
	"authority" "bytea" NOT NULL,
	"leaf_index" bigint NOT NULL,
	"envelope" bigint NOT NULL,
	"event" bigint NOT NULL,
	"counterpart" "bytea",
	CONSTRAINT "parties_envelope_authority_leaf_index_pk" PRIMARY KEY("envelope","authority","leaf_index")
);
--> statement-breakpoint
CREATE TABLE "pulse" (
	"id" bigint PRIMARY KEY NOT NULL,
	"beat" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "requests" (
	"kid" "bytea" NOT NULL,
	"nonce" text NOT NULL,
	"expires_at" bigint NOT NULL,
	CONSTRAINT "requests_kid_nonce_pk" PRIMARY KEY("kid","nonce"),
	CONSTRAINT "requests_nonce" CHECK (length("requests"."nonce") between 1 and 128)
);
--> statement-breakpoint
CREATE TABLE "sealed_checkpoints" (
	"log" bigint NOT NULL,
	"size" bigint NOT NULL,
	"sealed_at" bigint NOT NULL,
	"note" text NOT NULL,
	CONSTRAINT "sealed_checkpoints_log_size_sealed_at_pk" PRIMARY KEY("log","size","sealed_at")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"kid" "bytea" PRIMARY KEY NOT NULL,
	"login_at" bigint NOT NULL,
	"used_at" bigint NOT NULL,
	"gesture_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "timers" (
	"envelope" bigint NOT NULL,
	"authority" "bytea" NOT NULL,
	"event" bigint NOT NULL,
	"due_at" bigint NOT NULL,
	"done_at" bigint,
	CONSTRAINT "timers_envelope_authority_event_pk" PRIMARY KEY("envelope","authority","event")
);
--> statement-breakpoint
CREATE TABLE "upload_references" (
	"authority" "bytea" NOT NULL,
	"upload_id" "bytea" NOT NULL,
	"subject" "bytea" NOT NULL,
	CONSTRAINT "upload_references_authority_upload_id_subject_pk" PRIMARY KEY("authority","upload_id","subject")
);
--> statement-breakpoint
CREATE TABLE "uploads" (
	"authority" "bytea" NOT NULL,
	"upload_id" "bytea" NOT NULL,
	"length" bigint NOT NULL,
	"received" bigint NOT NULL,
	"digest" "bytea",
	"referenced" boolean NOT NULL,
	"updated_at" bigint NOT NULL,
	CONSTRAINT "uploads_authority_upload_id_pk" PRIMARY KEY("authority","upload_id"),
	CONSTRAINT "uploads_received" CHECK ("uploads"."received" between 0 and "uploads"."length"),
	CONSTRAINT "uploads_complete" CHECK ("uploads"."digest" is null or "uploads"."received" = "uploads"."length")
);
--> statement-breakpoint
CREATE TABLE "wraps" (
	"envelope" bigint NOT NULL,
	"authority" "bytea" NOT NULL,
	"wrap" "bytea" NOT NULL,
	CONSTRAINT "wraps_envelope_authority_pk" PRIMARY KEY("envelope","authority")
);
--> statement-breakpoint
ALTER TABLE "acknowledgements" ADD CONSTRAINT "acknowledgements_subject_envelopes_subject_fk" FOREIGN KEY ("subject") REFERENCES "public"."envelopes"("subject") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "directory_objects" ADD CONSTRAINT "directory_objects_authority_chains_authority_fk" FOREIGN KEY ("authority") REFERENCES "public"."chains"("authority") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "epoch_keys" ADD CONSTRAINT "epoch_keys_authority_chains_authority_fk" FOREIGN KEY ("authority") REFERENCES "public"."chains"("authority") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lockboxes" ADD CONSTRAINT "lockboxes_authority_chains_authority_fk" FOREIGN KEY ("authority") REFERENCES "public"."chains"("authority") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "log_leaves" ADD CONSTRAINT "log_leaves_log_logs_id_fk" FOREIGN KEY ("log") REFERENCES "public"."logs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "parties" ADD CONSTRAINT "parties_envelope_envelopes_id_fk" FOREIGN KEY ("envelope") REFERENCES "public"."envelopes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sealed_checkpoints" ADD CONSTRAINT "sealed_checkpoints_log_logs_id_fk" FOREIGN KEY ("log") REFERENCES "public"."logs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "timers" ADD CONSTRAINT "timers_envelope_envelopes_id_fk" FOREIGN KEY ("envelope") REFERENCES "public"."envelopes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "upload_references" ADD CONSTRAINT "upload_references_subject_envelopes_subject_fk" FOREIGN KEY ("subject") REFERENCES "public"."envelopes"("subject") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "upload_references" ADD CONSTRAINT "upload_references_authority_upload_id_uploads_authority_upload_id_fk" FOREIGN KEY ("authority","upload_id") REFERENCES "public"."uploads"("authority","upload_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wraps" ADD CONSTRAINT "wraps_envelope_envelopes_id_fk" FOREIGN KEY ("envelope") REFERENCES "public"."envelopes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "acknowledgements_once" ON "acknowledgements" USING btree ("subject","authority","kind","round");--> statement-breakpoint
CREATE UNIQUE INDEX "directory_objects_link" ON "directory_objects" USING btree ("authority","seq") WHERE "directory_objects"."kind" = 'link';--> statement-breakpoint
CREATE UNIQUE INDEX "envelopes_message" ON "envelopes" USING btree ("sender","message_id");--> statement-breakpoint
CREATE INDEX "nonces_expiry" ON "nonces" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "requests_expiry" ON "requests" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "timers_due" ON "timers" USING btree ("due_at") WHERE "timers"."done_at" is null;--> statement-breakpoint
CREATE INDEX "uploads_stale" ON "uploads" USING btree ("updated_at") WHERE not "uploads"."referenced";