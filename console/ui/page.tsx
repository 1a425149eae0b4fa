import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../i18n/language.ts';
import { Icon } from './icon.tsx';

type Props = Readonly<{
  title: string;
  /** What a person does most on this page, beside its title. */
  actions?: ComponentChildren;
  /** The page above this one. */
  parent?: Readonly<{ href: string; label: string }>;
  children: ComponentChildren;
}>;

/** A page with its title, which becomes the title of the window. Its heading has the focus after a change of pages. */
export function Page({ title, actions, parent, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} – IronTrack`;
  }, [title]);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div class="page">
      <header class="page-head">
        {parent && (
          <a class="icon-button" href={parent.href} aria-label={t('app.backTo', { page: parent.label })}>
            <Icon name="back" />
          </a>
        )}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {actions && <div class="actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
