CREATE TABLE "holds" (
	"subject" "bytea" NOT NULL,
	"authority" "bytea" NOT NULL,
	"held" boolean NOT NULL,
	"statement" "bytea" NOT NULL,
	"created_at" bigint NOT NULL,
	"received_at" bigint NOT NULL,
	CONSTRAINT "holds_subject_authority_pk" PRIMARY KEY("subject","authority")
);
--> statement-breakpoint
ALTER TABLE "holds" ADD CONSTRAINT "holds_subject_envelopes_subject_fk" FOREIGN KEY ("subject") REFERENCES "public"."envelopes"("subject") ON DELETE no action ON UPDATE no action;