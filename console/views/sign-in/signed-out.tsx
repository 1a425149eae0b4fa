import { useLocation } from 'preact-iso';
import { LanguageAndTheme } from '../settings/language-and-theme.tsx';
import { ResetPassword } from './reset-password.tsx';
import { SignIn } from './sign-in.tsx';
import { SignUp } from './sign-up.tsx';

/** What everyone sees who is not signed in. The address stays, so that its page is shown after the sign-in. */
export function SignedOut() {
  const { path } = useLocation();
  return (
    <main class="centered">
      <p class="wordmark">IronTrack</p>
      {path === '/sign-up' ? <SignUp /> : path === '/reset-password' ? <ResetPassword /> : <SignIn />}
      <LanguageAndTheme />
    </main>
  );
}
