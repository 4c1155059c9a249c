/** `1.2.3` of `[1.2.3]`: the one range that is a version. */
export const exactMaven = (range: string): string | undefined => /^\[([^[\](),\s]+)\]$/.exec(range.trim())?.[1];
