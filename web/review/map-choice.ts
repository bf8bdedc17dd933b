/** What is open on the map: one of its nodes or one of its edges. */
export interface MapChoice {
  readonly kind: 'node' | 'edge'
  readonly id: string
}
