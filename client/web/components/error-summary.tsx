// All that is wrong with a form, on top of it, each with a link to its field; it takes the focus when it comes.
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import './error-summary.css';

export type FormError = { readonly field: string; readonly message: string; focus(): void };

/** Shows nothing while `errors` is empty. `attempt`: a number that grows with every try, so that the focus comes back. */
export function ErrorSummary({ errors, attempt }: { readonly errors: readonly FormError[]; readonly attempt: number }) {
  const { t } = useTranslation('shell');
  const place = useRef<HTMLDivElement>(null);
  const shown = errors.length > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a second try with the same mistakes must be told again
  useEffect(() => {
    if (shown) place.current?.focus();
  }, [shown, attempt]);
  if (!shown) return null;
  return (
    <div ref={place} className="error-summary" role="alert" tabIndex={-1}>
      <h2>{t('problem')}</h2>
      <ul>
        {errors.map(({ field, message, focus }) => (
          <li key={field}>
            <button type="button" className="error-link" onClick={focus}>
              {message}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
