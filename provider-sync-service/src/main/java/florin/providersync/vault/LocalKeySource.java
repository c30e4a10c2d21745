package florin.providersync.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Keys of this installation's own: one of the configuration, or those of a file. */
@Component
final class LocalKeySource implements KeySource {

  private final Mono<List<KeyEncryptionKey>> keys;

  LocalKeySource(VaultProperties properties) {
    Path file = properties.keyFile();
    if (file == null) {
      this.keys = Mono.just(List.of(EnvelopeEncryption.keyEncryptionKey(properties.key())));
    } else {
      this.keys =
          Mono.fromCallable(() -> read(file))
              .onErrorMap(
                  IOException.class, _ -> new KeysUnavailable("the key file cannot be read"))
              .onErrorMap(
                  IllegalStateException.class,
                  unfit -> new KeysUnavailable(String.valueOf(unfit.getMessage())))
              .subscribeOn(Schedulers.boundedElastic());
    }
  }

  private static List<KeyEncryptionKey> read(Path file) throws IOException {
    List<KeyEncryptionKey> found = new ArrayList<>();
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        byte[] key = VaultProperties.bytes("key file, line " + (i + 1), lines.get(i));
        found.add(EnvelopeEncryption.keyEncryptionKey(key));
      }
    }
    return found;
  }

  @Override
  public Mono<KeyEncryptionKey> current() {
    return keys.map(
        all ->
            all.stream()
                .findFirst()
                .orElseThrow(() -> new KeysUnavailable("the key file has no key")));
  }

  @Override
  public Mono<KeyEncryptionKey> named(String id) {
    return keys.map(
        all ->
            all.stream()
                .filter(key -> key.id().equals(id) || (id.isEmpty() && key == all.getLast()))
                .findFirst()
                .orElseThrow(
                    () -> new KeysUnavailable("key-encryption key " + id + " is not at hand")));
  }
}
