import { and, asc, desc, eq, isNull, lte, sql } from "drizzle-orm";
import { persistently } from "./database.js";
import { deliveries, reminders, rounds } from "./schema.js";

/** The id comes from the caller, so that a repeated insert is still one reminder. */
export const addReminder = (db, { id, text, dueAt, urgent = false }) =>
  persistently(() => db.insert(reminders).values({ id, text, dueAt, urgent }).onConflictDoNothing());

export const listReminders = (db, limit = 50) =>
  persistently(() =>
    db.select().from(reminders).orderBy(desc(reminders.urgent), asc(reminders.dueAt), asc(reminders.id)).limit(limit),
  );

/** Sends what is due and says how much it was. Several workers share the work: locked rows are somebody else's. */
export const sendDue = (db, now = new Date(), limit = 20) =>
  persistently(() =>
    db.transaction(async (tx) => {
      const due = await tx
        .select()
        .from(reminders)
        .where(and(isNull(reminders.sentAt), lte(reminders.dueAt, now)))
        .orderBy(desc(reminders.urgent), asc(reminders.dueAt))
        .limit(limit)
        .for("update", { skipLocked: true });
      for (const { id, dueAt } of due) {
        const secondsLate = Math.round((now.getTime() - dueAt.getTime()) / 1000);
        await tx.insert(deliveries).values({ reminderId: id, secondsLate }).onConflictDoNothing();
        await tx.update(reminders).set({ sentAt: now }).where(eq(reminders.id, id));
      }
      const sent = due.length;
      if (sent > 0) {
        await tx
          .insert(rounds)
          .values({ day: now.toISOString().slice(0, 10), sent })
          .onConflictDoUpdate({ target: rounds.day, set: { sent: sql`${rounds.sent} + ${sent}` } });
      }
      return due;
    }),
  );

export const sentOn = (db, day) =>
  persistently(async () => {
    const [round] = await db.select().from(rounds).where(eq(rounds.day, day));
    return round?.sent ?? 0;
  });

export const isReachable = (db) => persistently(() => db.execute(sql`select 1`), { patience: 4_000 });
