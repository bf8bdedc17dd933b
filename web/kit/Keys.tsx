/** Keys as they stand on the keyboard: "g t" is one after the other, "⌘K" together. */
export function Keys({ keys }: { readonly keys: string }) {
  return (
    <span className="inline-flex gap-1">
      {keys.split(' ').map((key) => (
        <kbd
          key={key}
          className="inline-flex h-5 min-w-5 items-center justify-center rounded-sm border border-line bg-paper px-1 font-mono text-xs text-soft"
        >
          {key}
        </kbd>
      ))}
    </span>
  )
}

/** The name of the command key on this machine. */
export function commandKey(): string {
  return /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘' : 'Ctrl+'
}
