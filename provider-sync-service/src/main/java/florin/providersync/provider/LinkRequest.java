package florin.providersync.provider;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The parameters of a Link session.
 *
 * @param products of a new item; ignored in update mode
 * @param repair the token of the item that the session repairs: update mode
 * @param choosing whether the user chooses accounts again in update mode
 * @param hosted whether the provider serves the dialogue as a page
 */
public record LinkRequest(
    UUID user,
    List<String> products,
    Optional<AccessToken> repair,
    boolean choosing,
    boolean hosted) {}
