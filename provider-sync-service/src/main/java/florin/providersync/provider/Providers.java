package florin.providersync.provider;

import florin.journal.stream.Rejection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The providers of this installation, by name. */
@Component
public final class Providers {

  private final Map<String, Provider> byName;

  public Providers(List<Provider> providers) {
    this.byName =
        providers.stream()
            .collect(Collectors.toUnmodifiableMap(Provider::name, Function.identity()));
  }

  /**
   * @throws Rejection {@code invalid-request} if there is none of this name
   */
  public Provider named(String name) {
    Provider provider = byName.get(name);
    if (provider == null) {
      throw new Rejection(
          "invalid-request",
          "provider: '" + name + "' (expected one of: " + String.join(", ", byName.keySet()) + ")",
          "/provider");
    }
    return provider;
  }
}
