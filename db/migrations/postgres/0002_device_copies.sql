CREATE TABLE "device_copies" (
	"credential" "bytea" NOT NULL,
	"kid" "bytea" NOT NULL,
	"sealed" "bytea" NOT NULL,
	"kept_at" bigint NOT NULL,
	CONSTRAINT "device_copies_credential_kid_pk" PRIMARY KEY("credential","kid"),
	CONSTRAINT "device_copies_credential" CHECK (length("device_copies"."credential") = 32),
	CONSTRAINT "device_copies_sealed" CHECK (length("device_copies"."sealed") between 1 and 4096)
);
--> statement-breakpoint
CREATE INDEX "device_copies_kid" ON "device_copies" USING btree ("kid");