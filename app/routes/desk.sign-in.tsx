import { NotOpen } from '../components/not-open.tsx';

export default function Desk() {
  return <NotOpen part="desk" />;
}
