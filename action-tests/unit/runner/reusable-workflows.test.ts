import { reusableWorkflows } from "./cases/reusable-workflows.ts";
import { describeCases } from "./table.ts";

describeCases("reusable workflows", reusableWorkflows);
