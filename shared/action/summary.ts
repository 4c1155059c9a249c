export interface Summary {
  readonly heading: (text: string) => Summary;
}
