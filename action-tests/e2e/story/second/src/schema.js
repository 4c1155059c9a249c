import { boolean, index, integer, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";

const moment = (name) => timestamp(name, { withTimezone: true });

export const reminders = pgTable(
  "reminders",
  {
    id: uuid("id").primaryKey(),
    text: text("text").notNull(),
    dueAt: moment("due_at").notNull(),
    sentAt: moment("sent_at"),
    // With a default, so that the version before this one can go on writing rows without it.
    urgent: boolean("urgent").notNull().default(false),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (table) => [index("reminders_due_at").on(table.dueAt)],
);

/** What the worker has done, for the page. */
export const rounds = pgTable("rounds", {
  day: text("day").primaryKey(),
  sent: integer("sent").notNull().default(0),
});

/** One row for each reminder that went out: a reminder is never sent twice. */
export const deliveries = pgTable("deliveries", {
  reminderId: uuid("reminder_id")
    .primaryKey()
    .references(() => reminders.id, { onDelete: "cascade" }),
  secondsLate: integer("seconds_late").notNull(),
  deliveredAt: moment("delivered_at").notNull().defaultNow(),
});
