import { useState } from 'react'
import { Button } from '../kit/Button.tsx'

/** A secret that is shown once, to be copied. It stays on the page until the page is left. */
export function Shown({
  label,
  secret,
  about,
}: {
  readonly label: string
  readonly secret: string
  readonly about: string
}) {
  const [isCopied, setCopied] = useState(false)
  const copy = () => {
    void navigator.clipboard?.writeText(secret).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  }
  return (
    <section aria-label={label} className="border-s-2 border-accent bg-accent-wash px-4 py-3">
      <p className="font-medium">{label}</p>
      <p className="mt-0.5 text-sm text-soft">{about}</p>
      <div className="mt-3 flex flex-wrap items-center gap-2">
        <code className="min-w-0 flex-1 basis-64 rounded-md bg-raised px-3 py-2 font-mono text-sm break-all select-all">
          {secret}
        </code>
        <Button onClick={copy}>{isCopied ? 'Copied' : 'Copy'}</Button>
      </div>
    </section>
  )
}
