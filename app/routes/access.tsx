import { NotOpen } from '../components/not-open.tsx';

export default function Access() {
  return <NotOpen part="access" />;
}
