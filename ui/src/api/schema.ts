// Made by `npm run schema` from the contract 9c47616d98bd937f; changes by hand are lost.

export interface paths {
    "/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is signed in
         * @description Who is signed in.
         */
        get: operations["who_am_i"];
        put?: never;
        /**
         * Sign in
         * @description Sign in.
         */
        post: operations["sign_in"];
        /**
         * Sign out
         * @description Sign out.
         */
        delete: operations["sign_out"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change one's password
         * @description Ends all other sessions.
         */
        post: operations["change_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session/step_up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give one's password again
         * @description What was refused with step_up_required goes on. Not for API tokens.
         */
        post: operations["step_up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List one's sessions
         * @description List one's sessions.
         */
        get: operations["list_sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End one of one's sessions
         * @description End one of one's sessions.
         */
        delete: operations["end_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List one's API tokens
         * @description List one's API tokens.
         */
        get: operations["list_tokens"];
        put?: never;
        /**
         * Make an API token
         * @description The secret is in this answer once and never again.
         */
        post: operations["create_token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take an API token back
         * @description Take an API token back.
         */
        delete: operations["delete_token"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make the first administrator
         * @description By the one-time link of the first start; once there is an administrator this is 404.
         */
        post: operations["set_up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/welcome": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Whose one-time link this is
         * @description Does not use the link. 422 link_ended for one that was used, expired, or belongs to nobody any more.
         */
        post: operations["show_welcome"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/welcome/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a password by a one-time link, and sign in
         * @description Uses the link and ends the person's other sessions.
         */
        post: operations["accept_welcome"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/meta": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What there is for this reader: entities, fields, actions, views
         * @description What there is for this reader: entities, fields, actions, views.
         */
        get: operations["get_meta"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/meta/{entities}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What there is of one collection
         * @description What there is of one collection.
         */
        get: operations["get_entity_meta"];
        put?: never;
        post?: never;
        /**
         * Take a custom object away
         * @description Its records are kept and come back with it. 409 in_use while a field leads to it.
         */
        delete: operations["delete_custom_entity"];
        options?: never;
        head?: never;
        /**
         * Change label and icon of a custom object
         * @description Change label and icon of a custom object.
         */
        patch: operations["update_custom_entity"];
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This document
         * @description This document.
         */
        get: operations["get_openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/meta/entities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List custom objects in all languages, with those that were taken away
         * @description List custom objects in all languages, with those that were taken away.
         */
        get: operations["list_custom_entities"];
        put?: never;
        /**
         * Add a custom object
         * @description Add a custom object.
         */
        post: operations["create_custom_entity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/meta/{entities}/fields": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the fields of a collection in all languages, with those that were taken away
         * @description List the fields of a collection in all languages, with those that were taken away.
         */
        get: operations["list_fields"];
        put?: never;
        /**
         * Add a custom field
         * @description Add a custom field.
         */
        post: operations["create_custom_field"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/meta/{entities}/fields/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take a custom field away
         * @description Its values are kept for 30 days.
         */
        delete: operations["delete_custom_field"];
        options?: never;
        head?: never;
        /**
         * Change a custom field, or label, help, required and choices of a built-in one
         * @description Change a custom field, or label, help, required and choices of a built-in one.
         */
        patch: operations["update_field"];
        trace?: never;
    };
    "/meta/{entities}/fields/{name}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring a custom field back with its values
         * @description Bring a custom field back with its values.
         */
        post: operations["restore_custom_field"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/meta/{entities}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring a custom object back with its records
         * @description Bring a custom object back with its records.
         */
        post: operations["restore_custom_entity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload a file
         * @description The bytes as they are; the type comes from content and name. Unless attached within a day it is swept.
         */
        post: operations["upload_file"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/files/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Describe a file
         * @description Describe a file.
         */
        get: operations["describe_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/files/{id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download a file
         * @description Download a file.
         */
        get: operations["download_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search everywhere
         * @description Search everywhere.
         */
        get: operations["search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/today": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What needs attention today
         * @description What needs attention today.
         */
        get: operations["get_today"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow changes as they happen
         * @description Server-sent events. Last-Event-ID replays what was missed.
         */
        get: operations["open_stream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/price": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Price and where it comes from
         * @description Price and where it comes from.
         */
        get: operations["report_price"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/price.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Price and where it comes from (CSV)
         * @description Price and where it comes from (CSV).
         */
        get: operations["report_price_as_csv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/pipeline_by_stage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Pipeline by stage
         * @description Pipeline by stage.
         */
        get: operations["report_pipeline_by_stage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/pipeline_by_stage.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Pipeline by stage (CSV)
         * @description Pipeline by stage (CSV).
         */
        get: operations["report_pipeline_by_stage_as_csv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/won_lost": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Won and lost
         * @description Won and lost.
         */
        get: operations["report_won_lost"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/won_lost.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Won and lost (CSV)
         * @description Won and lost (CSV).
         */
        get: operations["report_won_lost_as_csv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/days_to_win": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Days to win
         * @description Days to win.
         */
        get: operations["report_days_to_win"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/days_to_win.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Days to win (CSV)
         * @description Days to win (CSV).
         */
        get: operations["report_days_to_win_as_csv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/top_accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Top accounts
         * @description Top accounts.
         */
        get: operations["report_top_accounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/top_accounts.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Top accounts (CSV)
         * @description Top accounts (CSV).
         */
        get: operations["report_top_accounts_as_csv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/revenue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Revenue
         * @description Revenue.
         */
        get: operations["report_revenue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/revenue.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Revenue (CSV)
         * @description Revenue (CSV).
         */
        get: operations["report_revenue_as_csv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/concentration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Concentration
         * @description Concentration.
         */
        get: operations["report_concentration"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/concentration.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Concentration (CSV)
         * @description Concentration (CSV).
         */
        get: operations["report_concentration_as_csv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/consumption": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Consumption trend
         * @description Consumption trend.
         */
        get: operations["report_consumption"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/consumption.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Consumption trend (CSV)
         * @description Consumption trend (CSV).
         */
        get: operations["report_consumption_as_csv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/on_time_in_full": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * On time in full
         * @description On time in full.
         */
        get: operations["report_on_time_in_full"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/on_time_in_full.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * On time in full (CSV)
         * @description On time in full (CSV).
         */
        get: operations["report_on_time_in_full_as_csv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/backlog": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Backlog
         * @description Backlog.
         */
        get: operations["report_backlog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/backlog.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Backlog (CSV)
         * @description Backlog (CSV).
         */
        get: operations["report_backlog_as_csv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/receivables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Receivables by age
         * @description Receivables by age.
         */
        get: operations["report_receivables"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/receivables.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Receivables by age (CSV)
         * @description Receivables by age (CSV).
         */
        get: operations["report_receivables_as_csv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/dunning": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Dunning list
         * @description Dunning list.
         */
        get: operations["report_dunning"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/dunning.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Dunning list (CSV)
         * @description Dunning list (CSV).
         */
        get: operations["report_dunning_as_csv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List one's jobs
         * @description List one's jobs.
         */
        get: operations["list_jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a job
         * @description Read a job.
         */
        get: operations["get_job"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop a job and keep what is done
         * @description Stop a job and keep what is done.
         */
        post: operations["cancel_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take back what a job did
         * @description What has changed since is left and named. What is too much to wait for becomes a job.
         */
        post: operations["undo_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/changes/{change}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a whole change back
         * @description The Kontor-Change of any write, for its maker within 24 hours.
         */
        post: operations["undo_change"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * See what an import would make of the first rows
         * @description See what an import would make of the first rows.
         */
        post: operations["preview_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List one's imports
         * @description List one's imports.
         */
        get: operations["list_imports"];
        put?: never;
        /**
         * Import a file
         * @description Import a file.
         */
        post: operations["start_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an import
         * @description Read an import.
         */
        get: operations["get_import"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports/{id}/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the rows of an import, and why they were rejected
         * @description Read the rows of an import, and why they were rejected.
         */
        get: operations["list_import_rows"];
        put?: never;
        /**
         * Try mended rows again
         * @description Try mended rows again.
         */
        post: operations["mend_import_rows"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports/{id}/rejected.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download the rejected rows with the reasons
         * @description Download the rejected rows with the reasons.
         */
        get: operations["download_rejected_rows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop an import and keep what is done
         * @description Stop an import and keep what is done.
         */
        post: operations["cancel_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take an import back
         * @description What has changed since is left and named. What is too much to wait for becomes a job.
         */
        post: operations["undo_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Export in a job
         * @description Export in a job.
         */
        post: operations["start_export"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/workspace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the settings of the workspace
         * @description Read the settings of the workspace.
         */
        get: operations["get_workspace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the settings of the workspace
         * @description Change the settings of the workspace.
         */
        patch: operations["update_workspace"];
        trace?: never;
    };
    "/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read one's preferences
         * @description Read one's preferences.
         */
        get: operations["get_preferences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change one's preferences
         * @description Merge patch: any JSON under dotted keys, 64 KiB in all.
         */
        patch: operations["update_preferences"];
        trace?: never;
    };
    "/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the trail of all that was done
         * @description The filter knows at, by, via, address, request_id, event, entity, record, change, version.
         */
        get: operations["list_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Does the process answer
         * @description Does the process answer.
         */
        get: operations["is_alive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Can it serve
         * @description Can it serve.
         */
        get: operations["is_ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Id: string;
        /** @description A target that the reader may not see is {"hidden": true}. */
        Link: {
            id?: components["schemas"]["Id"];
            title?: string;
            key?: string;
            deleted?: boolean;
            hidden?: boolean;
            record?: Record<string, never>;
        } | null;
        FileValue: {
            id?: components["schemas"]["Id"];
            name?: string;
            size?: number;
            type?: string;
            sha256?: string;
            /** Format: date-time */
            created_at?: string;
        } | null;
        VersionConflictProblem: components["schemas"]["Problem"] & {
            current_version: number;
            changed_by?: components["schemas"]["Link"];
            /** Format: date-time */
            changed_at?: string;
            /** @description Since the version that was named, as far as the reader may see them. */
            changed_fields: string[];
        };
        SearchAnswer: {
            groups: {
                entity: string;
                label: string;
                items: {
                    id: components["schemas"]["Id"];
                    title: string;
                    subtitle?: string | null;
                    highlights: {
                        field: string;
                        /** @description Plain and matched in turn, beginning with plain. */
                        parts: string[];
                    }[];
                }[];
                more: boolean;
            }[];
            took_ms: number;
        };
        /** @description By field: decimals and moments are strings, whole numbers are numbers. */
        Totals: {
            [key: string]: string | number | null;
        };
        AggregateAnswer: {
            groups: {
                count: number;
                sum?: components["schemas"]["Totals"];
                avg?: components["schemas"]["Totals"];
                min?: components["schemas"]["Totals"];
                max?: components["schemas"]["Totals"];
                /** @description By field: how many amounts had no rate. */
                unconverted?: {
                    [key: string]: number;
                };
                /** @description Selects the group's rows; null for hidden ones. */
                filter: string | null;
            }[];
            currency: string;
            truncated: boolean;
        };
        TimelineEntry: {
            id: string;
            /** @enum {string} */
            kind: "created" | "change" | "stage" | "action" | "deleted" | "restored" | "imported" | "merged" | "activity" | "note" | "comment" | "file" | "message" | "offer" | "order" | "invoice" | "related";
            /** @enum {string} */
            weight: "log" | "content";
            /** Format: date-time */
            at: string;
            by?: components["schemas"]["Link"];
            via?: string;
            record: components["schemas"]["RecordReference"];
            summary: string;
            /** @description Of content: its words. */
            text?: string;
            status?: string;
            activity_kind?: string;
            changes?: {
                field: string;
                label?: string;
                from: unknown;
                to: unknown;
            }[];
            change?: components["schemas"]["Id"];
        };
        HistoryEntry: {
            change: components["schemas"]["Id"];
            /** Format: date-time */
            at: string;
            by: components["schemas"]["Link"];
            via: string;
            request_id?: string;
            event: string;
            changes: {
                field: string;
                from: unknown;
                to: unknown;
            }[];
        };
        AuditEntry: {
            id: components["schemas"]["Id"];
            /** Format: date-time */
            at: string;
            by: components["schemas"]["Link"];
            via: string;
            address?: string;
            request_id?: string;
            event: string;
            entity: string;
            record: components["schemas"]["Link"];
            changes: {
                field: string;
                from: unknown;
                to: unknown;
            }[];
            change: components["schemas"]["Id"];
            seal: string | null;
        };
        Progress: {
            done: number;
            total: number;
            /** @description records, bytes or changes */
            unit: string;
        };
        BackgroundJob: {
            id: components["schemas"]["Id"];
            /** @enum {string} */
            kind: "import" | "export" | "bulk" | "undo";
            /** @enum {string} */
            state: "queued" | "running" | "done" | "failed" | "cancelled" | "undone";
            progress: components["schemas"]["Progress"];
            /** Format: date-time */
            created_at: string;
            started_at: string | null;
            finished_at: string | null;
            result: Record<string, never> | null;
            problem: components["schemas"]["Problem"] | null;
            change: components["schemas"]["Id"] | null;
            can: ("cancel" | "undo")[];
        };
        ImportRun: {
            id: components["schemas"]["Id"];
            /** @enum {string} */
            kind: "import" | "export" | "bulk" | "undo";
            /** @enum {string} */
            state: "queued" | "running" | "done" | "failed" | "cancelled" | "undone";
            progress: components["schemas"]["Progress"];
            /** Format: date-time */
            created_at: string;
            started_at: string | null;
            finished_at: string | null;
            result: Record<string, never> | null;
            problem: components["schemas"]["Problem"] | null;
            change: components["schemas"]["Id"] | null;
            can: ("cancel" | "undo")[];
            entity?: string;
            dry_run?: boolean;
            counts?: {
                read: number;
                created: number;
                updated: number;
                skipped: number;
                rejected: number;
            };
            ignored_columns?: string[];
        };
        /** @description `left` names the records that have changed since. */
        JobUndone: {
            id: components["schemas"]["Id"];
            /** @enum {string} */
            state: "undone";
            taken_back: number;
            left: components["schemas"]["RecordReference"][];
        };
        ImportFault: {
            line: number;
            column: number;
            header: string;
            field: string;
            value: string;
            code: string;
            message: string;
        };
        ImportPreview: {
            format: {
                encoding?: string;
                delimiter?: string;
                decimal?: string;
            };
            columns: {
                header: string;
                samples: string[];
                suggestion: string | null;
            }[];
            mapping: Record<string, never>;
            rows: {
                line: number;
                values: string[];
                faults: components["schemas"]["ImportFault"][];
            }[];
        };
        ChangeUndone: {
            change: components["schemas"]["Id"];
            records: number;
        };
        ReportTable: {
            name: string;
            label: string;
            parameters: {
                [key: string]: unknown;
            };
            columns: {
                name: string;
                label: string;
                type: string;
            }[];
            rows: {
                cells: {
                    [key: string]: unknown;
                };
                filter?: string | null;
                entity?: string;
            }[];
            totals: unknown;
            chart: Record<string, never>;
        };
        /** @description RFC 9457. `code` is for programs, `detail` and `message` are for people. */
        Problem: {
            type: string;
            title: string;
            status: number;
            code: string;
            detail?: string;
            instance?: string;
            fields?: {
                /** @description A path: lines[1].quantity. */
                field: string;
                code: string;
                message: string;
                params?: {
                    [key: string]: string;
                };
            }[];
            at?: {
                parameter?: string;
                line?: number;
                column?: number;
                length?: number;
            };
            allowed?: string[];
        };
        EmptyAnswer: Record<string, never>;
        Me: {
            id: components["schemas"]["Id"];
            title: string;
            email?: string;
            role?: components["schemas"]["Link"];
            department?: components["schemas"]["Link"];
            language?: string | null;
            time_zone?: string | null;
        };
        /** @description Names one record. */
        RecordReference: {
            entity: string;
            id: components["schemas"]["Id"];
            title?: string;
        };
        ActionAnswer: {
            created?: components["schemas"]["RecordReference"][];
            changed?: components["schemas"]["RecordReference"][];
            message?: string;
            dry_run?: boolean;
        };
        /** @description A custom field, or what an administrator changes on a built-in one: label, help, required, choices. */
        CustomFieldInput: {
            name?: string;
            type?: string;
            label?: components["schemas"]["TextInLanguages"];
            help?: components["schemas"]["TextInLanguages"];
            required?: boolean;
            entity?: string;
            formula?: string;
            searchable?: boolean;
            unique?: boolean;
            max?: number;
            default?: unknown;
            choices?: Record<string, never>[];
            /** @description Of a custom field that is there: in front of or behind another one. */
            place?: {
                before?: string;
                after?: string;
            };
        };
        TextInLanguages: string | {
            en?: string;
            ru?: string;
        };
    };
    responses: {
        /** @description The request cannot be understood: a program must be changed. */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Nobody is signed in, or no longer. */
        NotSignedIn: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description It can be seen, but this may not be done with it. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description There is no such thing, or it may not be seen. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description It clashes with the present state. */
        Conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Somebody has changed it meanwhile. */
        VersionConflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["VersionConflictProblem"];
            };
        };
        /** @description The body is too large. */
        TooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Another media type or encoding is expected. */
        UnsupportedMediaType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description A value breaks a rule; nothing was written. */
        Invalid: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too many requests. */
        TooMany: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not now; try again. */
        Unavailable: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /** @description The filter language: closes_on <= days(30) AND status = "open". Empty means all. */
        filter: string;
        /** @description Words, folded; the best match first unless order_by is given. */
        q: string;
        /** @description Which fields, comma-separated: name,amount,account.industry. Default: all readable ones. */
        fields: string;
        /** @description Relations to bring along, at most 5 and two steps deep, and "can". */
        include: string;
        /** @description At most 4 fields: amount desc, name. */
        order_by: string;
        /** @description How many; 0 means the default of 50. */
        page_size: number;
        /** @description From next_page_token; the question must be the same. */
        page_token: string;
        /** @description Where the page begins; not with page_token. */
        offset: number;
        /** @description Whether to count all that match. */
        count: "none" | "exact" | "estimate";
        /** @description The bin instead of what is in use. */
        bin: "only";
        /** @description Does everything, tells what would happen, and takes it back. */
        dry_run: boolean;
        /** @description The version that the change was made for: "7", or an ETag. */
        "If-Match": string;
        /** @description Answers 304 when nothing differs from this ETag. */
        "If-None-Match": string;
        /** @description 1 to 255 characters; the same key and request get the first answer again for 24 hours. */
        "Idempotency-Key": string;
    };
    requestBodies: never;
    headers: {
        /** @description Version and content: "7-9f3ac2d1". */
        ETag: string;
        /** @description Where it is now. */
        Location: string;
        /** @description The next page, with rel="next". */
        Link: string;
        /** @description The change, to be undone by POST /changes/{change}/undo. */
        "Kontor-Change": string;
        /** @description Names this request in logs. */
        "Kontor-Request-Id": string;
        /** @description Seconds to wait. */
        "Retry-After": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    who_am_i: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user: components["schemas"]["Me"];
                        workspace: {
                            name?: string;
                            currency?: string;
                            language?: string;
                            time_zone?: string;
                        };
                        via?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
        };
    };
    sign_in: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user: components["schemas"]["Me"];
                        token?: string | null;
                        expires_at?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    sign_out: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
        };
    };
    change_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    old: string;
                    new: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            503: components["responses"]["Unavailable"];
        };
    };
    step_up: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: Record<string, never>[];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
        };
    };
    end_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_tokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: components["schemas"]["Id"];
                            name: string;
                            scopes?: string[];
                            expires_on?: string | null;
                            token?: string | null;
                        }[];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
        };
    };
    create_token: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    scopes: ("read" | "write" | "export" | "admin" | "metrics")[];
                    entities?: string[];
                    expires_on?: string | null;
                };
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: components["schemas"]["Id"];
                        name: string;
                        scopes?: string[];
                        expires_on?: string | null;
                        token?: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            503: components["responses"]["Unavailable"];
        };
    };
    delete_token: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
        };
    };
    set_up: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                    name: string;
                    email: string;
                    password: string;
                    workspace?: {
                        name?: string;
                        currency?: string;
                        language?: string;
                        time_zone?: string;
                    };
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user: components["schemas"]["Me"];
                        token?: string | null;
                        expires_at?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    show_welcome: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name: string;
                        email: string;
                        /** @enum {string} */
                        purpose: "invitation" | "password_reset";
                        workspace: string;
                        expires_at: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            503: components["responses"]["Unavailable"];
        };
    };
    accept_welcome: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user: components["schemas"]["Me"];
                        token?: string | null;
                        expires_at?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_meta: {
        parameters: {
            query?: never;
            header?: {
                /** @description Answers 304 when nothing differs from this ETag. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_entity_meta: {
        parameters: {
            query?: never;
            header?: {
                /** @description Answers 304 when nothing differs from this ETag. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                entities: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    delete_custom_entity: {
        parameters: {
            query?: {
                /** @description Does everything, tells what would happen, and takes it back. */
                dry_run?: components["parameters"]["dry_run"];
            };
            header?: never;
            path: {
                entities: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
        };
    };
    update_custom_entity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entities: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    label?: {
                        one?: components["schemas"]["TextInLanguages"];
                        many?: components["schemas"]["TextInLanguages"];
                    };
                    icon?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_openapi: {
        parameters: {
            query?: never;
            header?: {
                /** @description Answers 304 when nothing differs from this ETag. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_custom_entities: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: Record<string, never>[];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
        };
    };
    create_custom_entity: {
        parameters: {
            query?: {
                /** @description Does everything, tells what would happen, and takes it back. */
                dry_run?: components["parameters"]["dry_run"];
            };
            header?: {
                /** @description 1 to 255 characters; the same key and request get the first answer again for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    singular: string;
                    label?: {
                        one?: components["schemas"]["TextInLanguages"];
                        many?: components["schemas"]["TextInLanguages"];
                    };
                    icon?: string;
                    traits?: string[];
                };
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_fields: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entities: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: Record<string, never>[];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    create_custom_field: {
        parameters: {
            query?: {
                /** @description Does everything, tells what would happen, and takes it back. */
                dry_run?: components["parameters"]["dry_run"];
            };
            header?: {
                /** @description 1 to 255 characters; the same key and request get the first answer again for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                entities: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomFieldInput"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            503: components["responses"]["Unavailable"];
        };
    };
    delete_custom_field: {
        parameters: {
            query?: {
                /** @description Does everything, tells what would happen, and takes it back. */
                dry_run?: components["parameters"]["dry_run"];
            };
            header?: never;
            path: {
                entities: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
        };
    };
    update_field: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entities: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomFieldInput"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            503: components["responses"]["Unavailable"];
        };
    };
    restore_custom_field: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entities: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
        };
    };
    restore_custom_entity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entities: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
        };
    };
    upload_file: {
        parameters: {
            query: {
                /** @description The name of the file. */
                name: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileValue"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            503: components["responses"]["Unavailable"];
        };
    };
    describe_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileValue"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    download_file: {
        parameters: {
            query?: {
                /** @description To be shown rather than saved: images, PDF, plain text. */
                inline?: boolean;
            };
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    search: {
        parameters: {
            query: {
                /** @description 1 to 200 characters. */
                q: string;
                /** @description Which collections, comma-separated. */
                entities?: string;
                /** @description How many of each collection. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_today: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        attention?: Record<string, never>[];
                        agenda?: Record<string, never>[];
                        tasks?: Record<string, never>[];
                        pipeline?: Record<string, never>;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
        };
    };
    open_stream: {
        parameters: {
            query?: {
                /** @description Which collections; default: all. */
                entities?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    report_price: {
        parameters: {
            query?: {
                /** @description Account */
                account?: string;
                /** @description Product */
                product?: string;
                /** @description Quantity */
                quantity?: string;
                /** @description Day */
                day?: string;
                /** @description Currency */
                currency?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportTable"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
        };
    };
    report_price_as_csv: {
        parameters: {
            query?: {
                /** @description Account */
                account?: string;
                /** @description Product */
                product?: string;
                /** @description Quantity */
                quantity?: string;
                /** @description Day */
                day?: string;
                /** @description Currency */
                currency?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
        };
    };
    report_pipeline_by_stage: {
        parameters: {
            query?: {
                /** @description Pipeline */
                pipeline?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportTable"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
        };
    };
    report_pipeline_by_stage_as_csv: {
        parameters: {
            query?: {
                /** @description Pipeline */
                pipeline?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
        };
    };
    report_won_lost: {
        parameters: {
            query?: {
                /** @description Period */
                period?: string;
                /** @description By */
                by?: "month" | "quarter" | "year" | "owner" | "department";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportTable"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
        };
    };
    report_won_lost_as_csv: {
        parameters: {
            query?: {
                /** @description Period */
                period?: string;
                /** @description By */
                by?: "month" | "quarter" | "year" | "owner" | "department";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
        };
    };
    report_days_to_win: {
        parameters: {
            query?: {
                /** @description Period */
                period?: string;
                /** @description By */
                by?: "month" | "quarter" | "year" | "owner" | "department";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportTable"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
        };
    };
    report_days_to_win_as_csv: {
        parameters: {
            query?: {
                /** @description Period */
                period?: string;
                /** @description By */
                by?: "month" | "quarter" | "year" | "owner" | "department";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
        };
    };
    report_top_accounts: {
        parameters: {
            query?: {
                /** @description Period */
                period?: string;
                /** @description How many */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportTable"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
        };
    };
    report_top_accounts_as_csv: {
        parameters: {
            query?: {
                /** @description Period */
                period?: string;
                /** @description How many */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
        };
    };
    report_revenue: {
        parameters: {
            query?: {
                /** @description Period */
                period?: string;
                /** @description By */
                by?: "month" | "quarter" | "year" | "account" | "product" | "owner" | "department";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportTable"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
        };
    };
    report_revenue_as_csv: {
        parameters: {
            query?: {
                /** @description Period */
                period?: string;
                /** @description By */
                by?: "month" | "quarter" | "year" | "account" | "product" | "owner" | "department";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
        };
    };
    report_concentration: {
        parameters: {
            query?: {
                /** @description Period */
                period?: string;
                /** @description Share, % */
                percent?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportTable"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
        };
    };
    report_concentration_as_csv: {
        parameters: {
            query?: {
                /** @description Period */
                period?: string;
                /** @description Share, % */
                percent?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
        };
    };
    report_consumption: {
        parameters: {
            query?: {
                /** @description As of */
                day?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportTable"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
        };
    };
    report_consumption_as_csv: {
        parameters: {
            query?: {
                /** @description As of */
                day?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
        };
    };
    report_on_time_in_full: {
        parameters: {
            query?: {
                /** @description Period */
                period?: string;
                /** @description By */
                by?: "month" | "quarter" | "year" | "account" | "product" | "owner" | "department";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportTable"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
        };
    };
    report_on_time_in_full_as_csv: {
        parameters: {
            query?: {
                /** @description Period */
                period?: string;
                /** @description By */
                by?: "month" | "quarter" | "year" | "account" | "product" | "owner" | "department";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
        };
    };
    report_backlog: {
        parameters: {
            query?: {
                /** @description By */
                by?: "account" | "product" | "month" | "owner" | "department";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportTable"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
        };
    };
    report_backlog_as_csv: {
        parameters: {
            query?: {
                /** @description By */
                by?: "account" | "product" | "month" | "owner" | "department";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
        };
    };
    report_receivables: {
        parameters: {
            query?: {
                /** @description By */
                by?: "account" | "owner";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportTable"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
        };
    };
    report_receivables_as_csv: {
        parameters: {
            query?: {
                /** @description By */
                by?: "account" | "owner";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
        };
    };
    report_dunning: {
        parameters: {
            query?: {
                /** @description Days late, at least */
                days?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportTable"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
        };
    };
    report_dunning_as_csv: {
        parameters: {
            query?: {
                /** @description Days late, at least */
                days?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_jobs: {
        parameters: {
            query?: {
                /** @description The filter language: closes_on <= days(30) AND status = "open". Empty means all. */
                filter?: components["parameters"]["filter"];
                /** @description How many; 0 means the default of 50. */
                page_size?: components["parameters"]["page_size"];
                /** @description From next_page_token; the question must be the same. */
                page_token?: components["parameters"]["page_token"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["BackgroundJob"][];
                        next_page_token: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_job: {
        parameters: {
            query?: {
                /** @description Seconds to wait for its end. */
                wait?: number;
            };
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BackgroundJob"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    cancel_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BackgroundJob"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
        };
    };
    undo_job: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 characters; the same key and request get the first answer again for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    "Kontor-Change": components["headers"]["Kontor-Change"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobUndone"];
                };
            };
            /** @description Begun: a job. */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BackgroundJob"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
        };
    };
    undo_change: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 characters; the same key and request get the first answer again for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                change: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    "Kontor-Change": components["headers"]["Kontor-Change"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeUndone"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
        };
    };
    preview_import: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    file: components["schemas"]["Id"];
                    entity: string;
                    mapping?: Record<string, never>;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportPreview"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_imports: {
        parameters: {
            query?: {
                /** @description The filter language: closes_on <= days(30) AND status = "open". Empty means all. */
                filter?: components["parameters"]["filter"];
                /** @description How many; 0 means the default of 50. */
                page_size?: components["parameters"]["page_size"];
                /** @description From next_page_token; the question must be the same. */
                page_token?: components["parameters"]["page_token"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ImportRun"][];
                        next_page_token: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
        };
    };
    start_import: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 characters; the same key and request get the first answer again for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    file: components["schemas"]["Id"];
                    entity?: string;
                    mapping?: Record<string, never>;
                    dry_run?: boolean;
                    strict?: boolean;
                };
            };
        };
        responses: {
            /** @description Begun. */
            202: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportRun"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportRun"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_import_rows: {
        parameters: {
            query?: {
                /** @description How many; 0 means the default of 50. */
                page_size?: components["parameters"]["page_size"];
                /** @description From next_page_token; the question must be the same. */
                page_token?: components["parameters"]["page_token"];
                /** @description Which rows. */
                state?: "rejected";
            };
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ImportFault"][];
                        next_page_token: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    mend_import_rows: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    rows: {
                        line: number;
                        values: Record<string, never>;
                    }[];
                };
            };
        };
        responses: {
            /** @description Begun. */
            202: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BackgroundJob"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            503: components["responses"]["Unavailable"];
        };
    };
    download_rejected_rows: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    cancel_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BackgroundJob"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
        };
    };
    undo_import: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 characters; the same key and request get the first answer again for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    "Kontor-Change": components["headers"]["Kontor-Change"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobUndone"];
                };
            };
            /** @description Begun: a job. */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BackgroundJob"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            503: components["responses"]["Unavailable"];
        };
    };
    start_export: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 characters; the same key and request get the first answer again for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    entity: string;
                    /** @enum {string} */
                    format: "csv" | "json";
                    filter?: string;
                    fields?: string[];
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Begun. */
            202: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BackgroundJob"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_workspace: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name?: string;
                        currency?: string;
                        language?: string;
                        time_zone?: string;
                        week_starts?: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
        };
    };
    update_workspace: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    currency?: string;
                    language?: string;
                    time_zone?: string;
                    week_starts?: number;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name?: string;
                        currency?: string;
                        language?: string;
                        time_zone?: string;
                        week_starts?: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_preferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
        };
    };
    update_preferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_audit: {
        parameters: {
            query?: {
                /** @description The filter language: closes_on <= days(30) AND status = "open". Empty means all. */
                filter?: components["parameters"]["filter"];
                /** @description How many; 0 means the default of 50. */
                page_size?: components["parameters"]["page_size"];
                /** @description From next_page_token; the question must be the same. */
                page_token?: components["parameters"]["page_token"];
                /** @description Of this collection. */
                entity?: string;
                /** @description Of this record. */
                record?: string;
                /** @description This kind of event. */
                event?: string;
                /** @description By this person. */
                by?: string;
                /** @description Older than this entry. */
                before?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditEntry"][];
                        next_page_token: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
        };
    };
    is_alive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        status: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            503: components["responses"]["Unavailable"];
        };
    };
    is_ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Kontor-Request-Id": components["headers"]["Kontor-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        status: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            503: components["responses"]["Unavailable"];
        };
    };
}
