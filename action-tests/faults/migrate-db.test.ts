import { migrateDb } from "./scenarios/migrate-db.ts";
import { faults } from "./suite.ts";

faults([migrateDb]);
