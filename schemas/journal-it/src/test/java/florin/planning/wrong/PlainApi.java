package florin.planning.wrong;

import florin.planning.wrong.other.Neighbour;

/** No controller, and used by another package, which it uses itself. */
public final class PlainApi {

  public Neighbour neighbour() {
    return new Neighbour(this);
  }
}
