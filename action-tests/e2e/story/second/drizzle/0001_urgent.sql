CREATE TABLE "rounds" (
	"day" text PRIMARY KEY NOT NULL,
	"sent" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "reminders" ADD COLUMN "urgent" boolean DEFAULT false NOT NULL;