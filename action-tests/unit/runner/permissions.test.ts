import { permissions } from "./cases/permissions.ts";
import { describeCases } from "./table.ts";

describeCases("permissions", permissions);
