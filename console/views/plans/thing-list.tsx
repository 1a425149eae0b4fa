import { Icon } from '../../ui/icon.tsx';

type Thing = Readonly<{ id: string; name: string; href: string; facts: string }>;

export const ThingList = ({ things, empty }: { things: readonly Thing[]; empty: string }) =>
  things.length === 0 ? (
    <p class="muted">{empty}</p>
  ) : (
    <ul class="list">
      {things.map(({ id, name, href, facts }) => (
        <li key={id}>
          <a class="list-link" href={href}>
            <span>
              {name}
              <small class="muted">{facts}</small>
            </span>
            <Icon name="next" />
          </a>
        </li>
      ))}
    </ul>
  );
