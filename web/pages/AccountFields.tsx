import { Field } from '../kit/Field.tsx'

/** Shortest password the server takes; length is what makes one hard to guess. */
export const shortestPassword = 12

/** Name and password of a new account. */
export function AccountFields({
  account,
  onChange,
}: {
  readonly account: { readonly name: string; readonly password: string }
  readonly onChange: (account: { readonly name: string; readonly password: string }) => void
}) {
  return (
    <>
      <Field
        label="Name"
        hint="As colleagues know you. Published reviews show roles in its place."
        autoComplete="name"
        required
        maxLength={100}
        value={account.name}
        onChange={(event) => onChange({ ...account, name: event.target.value })}
      />
      <Field
        label="Password"
        type="password"
        hint={`At least ${shortestPassword} characters. Length is all that matters; three or four words do well.`}
        autoComplete="new-password"
        required
        minLength={shortestPassword}
        value={account.password}
        onChange={(event) => onChange({ ...account, password: event.target.value })}
      />
    </>
  )
}
