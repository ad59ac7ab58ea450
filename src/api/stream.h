#pragma once

#include "api/sessions.h"
#include "http/message.h"
#include "records/store.h"

#include <memory>
#include <string>

namespace kontor::api {

struct Rooms;
class Call;

// Server-sent events (API.md 11): what changed, to those who may read it. Rights are checked per event and reader at
// the moment of sending; values are never sent. Events come from the outbox, so that changes of other processes on the
// same data are told too.
class StreamHub {
public:
    StreamHub(records::Store&, Sessions&);
    ~StreamHub();
    StreamHub(StreamHub const&) = delete;
    StreamHub& operator=(StreamHub const&) = delete;

    void start();
    void stop();     // says bye to all
    void look_now(); // something was committed here
    // A person's streams are cut at once: signed out, deactivated, role changed.
    void end_streams(Id user);
    // Straight to a person's open streams: job.progress, job.done, notification, meta.changed (empty user: everybody).
    void send(Id user, std::string_view event, std::string data);
    [[nodiscard]] std::size_t client_count() const;
    // How long nobody has looked for what to tell; 0 while all is well.
    [[nodiscard]] double lag_seconds() const;

    http::Response open(Call const&);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}
