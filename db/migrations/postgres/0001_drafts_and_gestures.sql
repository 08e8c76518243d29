CREATE TABLE "draft_versions" (
	"authority" "bytea" NOT NULL,
	"draft_id" "bytea" NOT NULL,
	"version" bigint NOT NULL,
	"saved_at" bigint NOT NULL,
	"length" bigint NOT NULL,
	"sealed" "bytea" NOT NULL,
	CONSTRAINT "draft_versions_authority_draft_id_version_pk" PRIMARY KEY("authority","draft_id","version"),
	CONSTRAINT "draft_versions_length" CHECK (length("draft_versions"."sealed") = "draft_versions"."length")
);
--> statement-breakpoint
CREATE TABLE "drafts" (
	"authority" "bytea" NOT NULL,
	"draft_id" "bytea" NOT NULL,
	"version" bigint NOT NULL,
	"removed_at" bigint,
	CONSTRAINT "drafts_authority_draft_id_pk" PRIMARY KEY("authority","draft_id"),
	CONSTRAINT "drafts_authority" CHECK (length("drafts"."authority") = 32),
	CONSTRAINT "drafts_id" CHECK (length("drafts"."draft_id") = 16),
	CONSTRAINT "drafts_version" CHECK ("drafts"."version" >= 1)
);
--> statement-breakpoint
CREATE TABLE "gesture_slots" (
	"challenge" "bytea" PRIMARY KEY NOT NULL,
	"kid" "bytea" NOT NULL,
	"gestures" "bytea" NOT NULL,
	"expires_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "draft_versions" ADD CONSTRAINT "draft_versions_authority_draft_id_drafts_authority_draft_id_fk" FOREIGN KEY ("authority","draft_id") REFERENCES "public"."drafts"("authority","draft_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "drafts_removed" ON "drafts" USING btree ("removed_at") WHERE "drafts"."removed_at" is not null;--> statement-breakpoint
CREATE INDEX "gesture_slots_expiry" ON "gesture_slots" USING btree ("expires_at");