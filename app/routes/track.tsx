import { NotOpen } from '../components/not-open.tsx';

export default function Track() {
  return <NotOpen part="track" />;
}
