CREATE TABLE "withdrawals" (
	"subject" "bytea" PRIMARY KEY NOT NULL,
	"hash" "bytea" NOT NULL,
	"statement" "bytea" NOT NULL,
	"received_at" bigint NOT NULL,
	CONSTRAINT "withdrawals_hash" CHECK (length("withdrawals"."hash") = 32)
);
--> statement-breakpoint
ALTER TABLE "withdrawals" ADD CONSTRAINT "withdrawals_subject_envelopes_subject_fk" FOREIGN KEY ("subject") REFERENCES "public"."envelopes"("subject") ON DELETE no action ON UPDATE no action;