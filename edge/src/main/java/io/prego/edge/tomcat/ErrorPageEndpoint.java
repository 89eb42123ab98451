package io.prego.edge.tomcat;

import io.prego.edge.problem.EdgeProblems;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where Tomcat sends an error of its own when it knows the application; a problem too. Called directly it is a 404. */
@RestController
public final class ErrorPageEndpoint implements ErrorController {

    @RequestMapping("${spring.web.error.path:/error}")
    ResponseEntity<Object> answer(HttpServletRequest request) {
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        return EdgeProblems.ofStatus(status instanceof Integer code ? code : 404)
                .toResponse();
    }
}
