import { Skeleton } from '../kit/Skeleton.tsx'

/** While a page's code is on its way; unseen when that takes less than 200 ms. */
export function PageLoading() {
  return (
    <div className="mx-auto w-full max-w-[60rem]">
      <Skeleton lines={4} label="Opening the page" />
    </div>
  )
}
