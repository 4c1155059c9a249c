/** One row of deploy-render's output `services`, as far as others read it. */
export interface DeployedService {
  /** The manifest's name. */
  readonly name: string;
  /** How its deploy ended. */
  readonly state: string;
  readonly commit?: string | undefined;
  /** Image reference by digest. */
  readonly image?: string | undefined;
  readonly url?: string | undefined;
}

const LIVE = new Set(["live", "unchanged"]);

/** The wanted revision has the traffic. */
export const isLive = ({ state }: DeployedService): boolean => LIVE.has(state);
