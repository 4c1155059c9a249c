const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };
const SHORT = /^(\d{1,9})\s*([smhdw])$/;
const ISO = /^P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,9})S)?)?$/;

/** Of weeks, days, hours, minutes and seconds, in the order of the groups above. */
const ISO_UNITS = [604_800, 86_400, 3600, 60, 1];

/** Seconds of `90s`, `15m`, `36h`, `14d`, `2w` or an ISO 8601 duration such as `P1DT12H`; undefined for anything else and for nothing at all. */
export const parseDuration = (text: string): number | undefined => {
  const [, count = "", unit = ""] = SHORT.exec(text.trim()) ?? [];
  const iso = ISO.exec(text.trim());
  const seconds = iso
    ? ISO_UNITS.reduce((sum, worth, index) => sum + worth * Number(iso[index + 1] ?? 0), 0)
    : Number(count) * (UNITS[unit] ?? 0);
  return seconds > 0 ? seconds : undefined;
};
