import { masks } from "./cases/masks.ts";
import { describeCases } from "./table.ts";

describeCases("masks", masks);
