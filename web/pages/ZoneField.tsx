import { Select } from '../kit/Field.tsx'

/** UTC and the zone of this machine first, because one of them is nearly always meant. */
function zoneOptions(): readonly { readonly value: string; readonly label: string }[] {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  const first = here === 'UTC' ? ['UTC'] : ['UTC', here]
  const rest = Intl.supportedValuesOf('timeZone').filter((zone) => !first.includes(zone))
  return [...first, ...rest].map((zone) => ({
    value: zone,
    label: zone === here ? `${zone.replaceAll('_', ' ')} (this machine)` : zone.replaceAll('_', ' '),
  }))
}

/** A zone; with `emptyLabel` there may be none. Unless told otherwise, the one times without a zone were written in. */
export function ZoneField({
  label = 'Zone of times that name none',
  value,
  onChange,
  emptyLabel,
}: {
  readonly label?: string
  readonly value: string
  readonly onChange: (zone: string) => void
  readonly emptyLabel?: string
}) {
  return (
    <Select
      label={label}
      className="max-w-72"
      value={value}
      onChange={(event) => onChange(event.target.value)}
      options={[...(emptyLabel === undefined ? [] : [{ value: '', label: emptyLabel }]), ...zoneOptions()]}
    />
  )
}
