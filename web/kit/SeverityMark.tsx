import { type Severity, severityBars } from '@secondstory/review/model/severity'
import { classes } from './classes.ts'

/** A step of the scale as a shape (four bars, some filled) and its word, so that colour is never needed. */
export function SeverityMark({
  severity,
  className = '',
}: {
  readonly severity: Severity
  readonly className?: string
}) {
  const filled = severityBars(severity)
  return (
    <span className={classes('inline-flex items-center gap-2 whitespace-nowrap', className)}>
      <svg aria-hidden="true" width="18" height="14" viewBox="0 0 18 14" className="shrink-0">
        {[0, 1, 2, 3].map((step) => (
          <rect
            key={step}
            x={step * 5}
            y={9 - step * 3}
            width="3"
            height={5 + step * 3}
            rx="0.5"
            fill="currentColor"
            opacity={step < filled ? 1 : 0.22}
          />
        ))}
      </svg>
      <span className="tabular font-medium">{severity}</span>
    </span>
  )
}
