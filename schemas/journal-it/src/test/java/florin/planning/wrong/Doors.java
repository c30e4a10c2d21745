package florin.planning.wrong;

import org.springframework.web.bind.annotation.RestController;

/** A controller by another name. */
@RestController
class Doors {}
