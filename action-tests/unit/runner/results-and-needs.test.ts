import { resultsAndNeeds } from "./cases/results-and-needs.ts";
import { describeCases } from "./table.ts";

describeCases("results and needs", resultsAndNeeds);
