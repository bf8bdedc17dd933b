/** Where lines will be, shown only when waiting has lasted 200 ms. Reserves their height, so nothing jumps. */
export function Skeleton({
  lines = 3,
  label = 'Loading',
}: {
  readonly lines?: number
  readonly label?: string
}) {
  const widths = ['92%', '78%', '85%', '64%', '88%']
  return (
    <div role="status" aria-label={label} className="after-200ms flex flex-col gap-3 py-2">
      {widths.slice(0, lines).map((width) => (
        <div key={width} className="h-5 rounded-sm bg-sunk" style={{ inlineSize: width }} />
      ))}
    </div>
  )
}
